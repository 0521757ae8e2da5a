//! The workshop's panel: forms of a world, or the text of a scenario. It is rendered again only
//! where one of them changes, whatever happens in the run beside it.

use yew::prelude::*;

use super::{builder, editor};
use crate::playground::workshop::{BuilderView, EditorView};
use crate::playground::{Msg, Playground};

#[derive(Clone, PartialEq)]
pub enum WorkshopView {
    Builder(BuilderView),
    Editor(EditorView),
}

impl WorkshopView {
    /// What is open of it, once it is there.
    pub fn of(playground: &Playground) -> Option<WorkshopView> {
        let builder = playground.builder_view().map(WorkshopView::Builder);
        builder.or_else(|| playground.editor_view().map(WorkshopView::Editor))
    }
}

#[derive(Properties, PartialEq)]
pub struct WorkshopPanelProps {
    pub view: WorkshopView,
    pub onmsg: Callback<Msg>,
}

#[component]
pub fn WorkshopPanel(props: &WorkshopPanelProps) -> Html {
    match &props.view {
        WorkshopView::Builder(view) => builder::forms(view, &props.onmsg),
        WorkshopView::Editor(view) => editor::editor(view, &props.onmsg),
    }
}
