//! The stage's pane: the picture of the fleet, the legend, and the stage in words.

use web_sys::Element;
use yew::prelude::*;

use super::caption::{Caption, CaptionProps, FleetTable, Legend};
pub use super::scene::SceneContext;
use super::scene::{Scene, SceneProps};
use super::tape::{NamedCommit, TapeScale, mouse_gesture};
use crate::playground::{Msg, Playground};
use crate::view::stage::Stage;

#[derive(Properties, PartialEq)]
pub struct StagePaneProps {
    pub scene: SceneProps,
    pub caption: CaptionProps,
    /// The fleet as a table.
    pub table: Vec<Vec<String>>,
    /// What a screen reader is to say now.
    pub announcement: AttrValue,
    pub cursor: CursorText,
    /// Commits a mark.
    pub per_mark: u64,
    /// The pane, to be measured.
    pub pane: NodeRef,
    /// The canvas above the picture, for what moves.
    pub canvas: NodeRef,
    /// What moves, where nothing does: in a still picture, in place of the canvas.
    #[prop_or_default]
    pub still_motion: Option<Html>,
    pub onmsg: Callback<Msg>,
}

/// The commit at the tapes' cursor, in words.
#[derive(Clone, PartialEq)]
pub struct CursorText {
    /// Empty without a cursor.
    pub text: AttrValue,
    pub by_keys: bool,
}

impl StagePaneProps {
    pub fn of(
        playground: &Playground,
        stage: &Stage,
        (pane, canvas): (&NodeRef, &NodeRef),
        onmsg: &Callback<Msg>,
    ) -> StagePaneProps {
        let context = SceneContext {
            world: playground.world(),
            at: playground.shown_at(),
            pace: playground.pace().per_mille(),
            selection: playground.selection(),
            preview: playground.preview(),
        };
        let per_mark = playground.per_mark(stage.tape_width());
        StagePaneProps {
            scene: SceneProps::of(stage, context, onmsg),
            caption: CaptionProps::of(playground, onmsg),
            table: playground.fleet_table(stage),
            announcement: playground.announcement().to_owned().into(),
            cursor: CursorText {
                text: playground.cursor_text(per_mark, &stage.lost).into(),
                by_keys: playground.tape_view().by_keys,
            },
            per_mark,
            pane: pane.clone(),
            canvas: canvas.clone(),
            still_motion: None,
            onmsg: onmsg.clone(),
        }
    }
}

#[component]
pub fn StagePane(props: &StagePaneProps) -> Html {
    let stage = &props.scene.stage;
    let tape_width = stage.tape_width();
    let onmousemove = {
        let (stage, canvas, onmsg) = (stage.clone(), props.canvas.clone(), props.onmsg.clone());
        move |event: MouseEvent| {
            if let Some(canvas) = canvas.cast::<Element>() {
                let gesture = mouse_gesture(&event, &stage, &canvas);
                onmsg.emit(Msg::TapeGesture { tape_width, gesture });
            }
        }
    };
    html! {
        <main class="stage-area" aria-label="Stage">
            <div class="stage-pane" ref={props.pane.clone()}>
                <div class="stage-scene" {onmousemove}>
                    <Scene ..props.scene.clone() />
                    if let Some(motion) = &props.still_motion {
                        { motion.clone() }
                    } else {
                        <canvas class="motion" aria-hidden="true" ref={props.canvas.clone()} />
                    }
                </div>
            </div>
            <Legend />
            <div class="told">
                <Caption ..props.caption.clone() />
                <FleetTable rows={props.table.clone()} />
                <p class="heard" role="status">{ &props.announcement }</p>
                <NamedCommit text={&props.cursor.text} is_spoken={props.cursor.by_keys} />
                <TapeScale per_mark={props.per_mark} {tape_width} onmsg={&props.onmsg} />
            </div>
        </main>
    }
}

/// The stage, in a pane to be measured, with a canvas to be painted on.
pub fn pane(
    playground: &Playground,
    stage: &Stage,
    nodes: (&NodeRef, &NodeRef),
    onmsg: &Callback<Msg>,
) -> Html {
    html! { <StagePane ..StagePaneProps::of(playground, stage, nodes, onmsg) /> }
}

/// A stage, without what moves on it.
pub fn scene(stage: &Stage, context: SceneContext, onmsg: &Callback<Msg>) -> Html {
    html! { <Scene ..SceneProps::of(stage, context, onmsg) /> }
}
