//! How somebody looks at the run. Nothing of it changes the run.

use super::Selection;
use super::chart::ChartSettings;
use super::panes::PaneLayout;
use crate::share::{Options, Show, Theme};
use crate::view::tape_view::TapeView;

#[derive(Clone, Debug, Default)]
pub struct ViewState {
    pub selection: Selection,
    /// Why the URL that was pasted last for the selected app was not taken.
    pub url_note: Option<String>,
    pub chart: ChartSettings,
    pub tapes: TapeView,
    pub theme: Theme,
    /// The theme that the address asks for.
    wanted_theme: Option<Theme>,
    /// The part of the page that is shown.
    pub show: Show,
    /// The colour of the database whose card is shown alone.
    pub card: Option<String>,
    pub panes: PaneLayout,
}

impl ViewState {
    pub fn of(options: &Options) -> ViewState {
        let Options { theme, show, card, .. } = options;
        let (wanted_theme, theme) = (*theme, theme.unwrap_or_default());
        ViewState { theme, wanted_theme, show: *show, card: card.clone(), ..ViewState::default() }
    }

    /// Puts on a theme, unless the address asks for one.
    pub fn prefer_theme(&mut self, theme: Option<Theme>) {
        self.theme = self.wanted_theme.or(theme).unwrap_or(self.theme);
    }

    /// Puts on the next theme: the reader's choice is newer than the address.
    pub fn turn_theme(&mut self) {
        (self.theme, self.wanted_theme) = (self.theme.next(), None);
    }

    /// Selects something, or nothing where it was selected.
    pub fn pick(&mut self, picked: Selection) {
        self.url_note = None;
        self.selection = if self.selection == picked { Selection::Nothing } else { picked };
    }

    /// Forgets what belongs to a run: theme, parts and the chart's scale stay.
    pub fn clear(&mut self) {
        self.selection = Selection::Nothing;
        self.url_note = None;
        self.chart.cursor = None;
        self.tapes = TapeView::default();
    }

    /// Takes over how a run that was opened was looked at, as far as it says so. A theme that the
    /// address asks for stays.
    pub fn adopt(&mut self, options: &Options) {
        let Options { theme, show, card, .. } = options;
        self.theme = self.wanted_theme.or(*theme).unwrap_or(self.theme);
        if *show != Show::All {
            (self.show, self.card) = (*show, card.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::reading::Unit;
    use crate::sim::SimTime;

    #[test]
    fn what_is_picked_twice_is_not_selected() {
        let mut view = ViewState::default();
        view.pick(Selection::Faults);
        assert_eq!(view.selection, Selection::Faults);
        view.pick(Selection::Share);
        assert_eq!(view.selection, Selection::Share);
        view.pick(Selection::Share);
        assert_eq!(view.selection, Selection::Nothing);
    }

    #[test]
    fn another_run_keeps_the_theme_and_the_scale() {
        let options = Options { theme: Some(Theme::Dark), show: Show::Stage, ..Options::default() };
        let mut view = ViewState::of(&options);
        view.chart.unit = Unit::Bytes;
        view.chart.cursor = Some(SimTime::ZERO);
        view.selection = Selection::Run;
        view.clear();
        assert_eq!(
            (view.theme, view.show, view.chart.unit),
            (Theme::Dark, Show::Stage, Unit::Bytes)
        );
        assert_eq!((view.selection, view.chart.cursor), (Selection::Nothing, None));
    }

    #[test]
    fn a_run_that_says_nothing_of_how_it_was_looked_at_changes_nothing() {
        let card = |colour: &str| Some(colour.to_owned());
        let mine = Options { show: Show::Card, card: card("WHITE"), ..Options::default() };
        let mut view = ViewState::of(&mine);
        view.prefer_theme(Some(Theme::Dark));
        view.adopt(&Options::default());
        assert_eq!(
            (view.theme, view.show, view.card.clone()),
            (Theme::Dark, Show::Card, card("WHITE"))
        );
        let projector = Options { theme: Some(Theme::Projector), ..mine.clone() };
        view.adopt(&projector);
        assert_eq!((view.theme, view.card), (Theme::Projector, card("WHITE")));
        // What the address asks for is stronger than the run.
        let mut view = ViewState::of(&Options { theme: Some(Theme::Light), ..mine });
        view.prefer_theme(Some(Theme::Dark));
        view.adopt(&projector);
        assert_eq!(view.theme, Theme::Light);
    }
}
