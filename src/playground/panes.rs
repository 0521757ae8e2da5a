//! The panes of the page: how big somebody made them, and which one is shown alone. It outlives the
//! visit, and is no part of a run.

use std::fmt::{self, Display, Formatter};

/// A pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    Side,
    Stage,
    Terminal,
    Chart,
}

/// What stands between panes and can be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Divider {
    /// Beside the side panel.
    Side,
    /// Above the terminal and the chart.
    Lower,
    /// Beside the chart.
    Chart,
}

/// Sizes in pixels; `None` where the window decides, 0 where it is folded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PaneLayout {
    sizes: [Option<u16>; 3],
    pub alone: Option<Pane>,
}

/// What somebody does with the panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaneMsg {
    /// A pane beside a divider is to have so many pixels.
    Sized(Divider, i32),
    /// It is to be folded, or to be there again.
    Folded(Divider),
    /// The window is to decide again.
    Unsized(Divider),
    /// A pane is to be shown alone, or all of them again.
    Alone(Pane),
    /// What is done next happens in the terminal: it is to be seen.
    TerminalWanted,
}

/// Of a pane that is not folded.
const LEAST: i32 = 80;
const MOST: i32 = 4_000;

impl Pane {
    pub const ALL: [Pane; 4] = [Pane::Side, Pane::Stage, Pane::Terminal, Pane::Chart];

    pub fn name(self) -> &'static str {
        ["side", "stage", "terminal", "chart"][self as usize]
    }
}

impl Divider {
    pub const ALL: [Divider; 3] = [Divider::Side, Divider::Lower, Divider::Chart];

    pub fn name(self) -> &'static str {
        ["side", "lower", "chart"][self as usize]
    }

    /// Whether it goes from left to right.
    pub fn is_horizontal(self) -> bool {
        self == Divider::Lower
    }
}

impl PaneLayout {
    pub fn size(&self, divider: Divider) -> Option<u16> {
        self.sizes[divider as usize]
    }

    pub fn is_folded(&self, divider: Divider) -> bool {
        self.size(divider) == Some(0)
    }

    pub fn update(&mut self, msg: PaneMsg) {
        match msg {
            PaneMsg::Sized(divider, pixels) => {
                // Less than half of the least is meant to be none.
                let size = if pixels < LEAST / 2 { 0 } else { pixels.clamp(LEAST, MOST) };
                self.sizes[divider as usize] = Some(size as u16);
            }
            PaneMsg::Folded(divider) => {
                let size = if self.is_folded(divider) { None } else { Some(0) };
                self.sizes[divider as usize] = size;
            }
            PaneMsg::Unsized(divider) => self.sizes[divider as usize] = None,
            PaneMsg::TerminalWanted => self.show(Pane::Terminal, Divider::Lower),
            PaneMsg::Alone(pane) => {
                self.alone = if self.alone == Some(pane) { None } else { Some(pane) };
            }
        }
    }

    /// Lets a pane be seen: for what somebody asked.
    pub fn show(&mut self, wanted: Pane, divider: Divider) {
        if self.alone.is_some_and(|pane| pane != wanted) {
            self.alone = None;
        }
        if self.is_folded(divider) {
            self.update(PaneMsg::Unsized(divider));
        }
    }

    /// Reads what [`Display`] writes. What it does not know it leaves out.
    pub fn read(text: &str) -> PaneLayout {
        let mut layout = PaneLayout::default();
        for (key, value) in text.lines().filter_map(|line| line.split_once(' ')) {
            match (Divider::ALL.into_iter().find(|it| it.name() == key), value.parse()) {
                (Some(divider), Ok(pixels)) => layout.update(PaneMsg::Sized(divider, pixels)),
                _ if key == "alone" => {
                    layout.alone = Pane::ALL.into_iter().find(|pane| pane.name() == value);
                }
                _ => {}
            }
        }
        layout
    }
}

impl Display for PaneLayout {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        for divider in Divider::ALL {
            if let Some(size) = self.size(divider) {
                writeln!(f, "{} {size}", divider.name())?;
            }
        }
        self.alone.iter().try_for_each(|pane| writeln!(f, "alone {}", pane.name()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(msgs: &[PaneMsg]) -> PaneLayout {
        let mut layout = PaneLayout::default();
        msgs.iter().for_each(|msg| layout.update(*msg));
        layout
    }

    #[test]
    fn a_pane_has_a_least_size_or_is_folded() {
        for (asked, size) in [(300, 300), (79, 80), (40, 80), (39, 0), (-5, 0), (90_000, 4_000)] {
            let layout = after(&[PaneMsg::Sized(Divider::Lower, asked)]);
            assert_eq!(layout.size(Divider::Lower), Some(size), "{asked}");
            assert_eq!(layout.is_folded(Divider::Lower), size == 0);
        }
        let folded = after(&[PaneMsg::Folded(Divider::Side)]);
        assert!(folded.is_folded(Divider::Side) && !folded.is_folded(Divider::Chart));
        assert_eq!(after(&[PaneMsg::Folded(Divider::Side); 2]), PaneLayout::default());
        let unsized_again = [PaneMsg::Sized(Divider::Chart, 500), PaneMsg::Unsized(Divider::Chart)];
        assert_eq!(after(&unsized_again), PaneLayout::default());
    }

    #[test]
    fn a_pane_is_shown_alone_until_it_is_asked_for_again() {
        let alone = |panes: &[Pane]| {
            let msgs: Vec<PaneMsg> = panes.iter().map(|pane| PaneMsg::Alone(*pane)).collect();
            after(&msgs).alone
        };
        assert_eq!(alone(&[Pane::Terminal]), Some(Pane::Terminal));
        assert_eq!(alone(&[Pane::Terminal, Pane::Chart]), Some(Pane::Chart));
        assert_eq!(alone(&[Pane::Terminal, Pane::Terminal]), None);
    }

    #[test]
    fn the_panel_is_seen_when_it_is_asked_for() {
        let mut layout = after(&[PaneMsg::Folded(Divider::Side), PaneMsg::Alone(Pane::Terminal)]);
        layout.show(Pane::Side, Divider::Side);
        assert_eq!(layout, PaneLayout::default());
        let mut layout = after(&[PaneMsg::Sized(Divider::Side, 300), PaneMsg::Alone(Pane::Side)]);
        let before = layout;
        layout.show(Pane::Side, Divider::Side);
        assert_eq!(layout, before);
    }

    #[test]
    fn what_is_kept_is_read_again_and_nonsense_is_left_out() {
        let layout = after(&[
            PaneMsg::Sized(Divider::Side, 320),
            PaneMsg::Folded(Divider::Chart),
            PaneMsg::Alone(Pane::Stage),
        ]);
        assert_eq!(PaneLayout::read(&layout.to_string()), layout);
        for nonsense in ["", "side", "side x", "roof 5", "alone roof", "\n\n 3"] {
            assert_eq!(PaneLayout::read(nonsense), PaneLayout::default(), "{nonsense}");
        }
    }
}
