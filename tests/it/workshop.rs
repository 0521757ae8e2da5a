//! The workshop: a world that was made in forms or as text is begun, shared and lost nowhere.

use std::rc::Rc;

use crate::snapshots::html;
use follower_playground::lessons::draft::{DraftEdit, PartKind};
use follower_playground::lessons::{SCENARIO_TEMPLATE, SHIPPED, Scenario, text_of};
use follower_playground::plan::lint::lint;
use follower_playground::playground::prompt::PromptEdit;
use follower_playground::playground::share::ExportFormat;
use follower_playground::playground::workshop::WorkshopMsg;
use follower_playground::playground::{Msg, Options, Playground, Selection};
use follower_playground::share::link;
use follower_playground::ui::side_panel;
use yew::{Callback, NodeRef};

/// A scenario that comes with the page, with a panel of the workshop open.
fn open(name: &str, panel: Selection) -> Playground {
    let text = text_of(name).expect("it ships");
    let scenario = Scenario::shipped(name, text).expect("it is right");
    let mut playground = Playground::new(Rc::new(scenario), Options::default());
    playground.update(Msg::Picked(panel));
    if let Some(name) = playground.take_wanted_scenario() {
        send(&mut playground, WorkshopMsg::TextFetched(name, Ok(text.to_owned())));
    }
    playground
}

fn send(playground: &mut Playground, msg: WorkshopMsg) {
    playground.update(Msg::Workshop(msg));
}

/// Types or picks something in a field of the part of this name.
fn set(playground: &mut Playground, part: &str, name: &'static str, text: &str) {
    let draft = playground.builder_view().expect("it is open").draft;
    let part = draft.parts.iter().find(|it| it.name == part).expect("it is there");
    let edit = DraftEdit::Set(part.field(name), text.to_owned());
    send(playground, WorkshopMsg::WorldEdited(edit));
}

/// The side panel as a browser would get it.
fn panel(playground: &Playground) -> String {
    html(side_panel::panel(playground, None, &NodeRef::default(), &Callback::noop()))
}

#[test]
fn each_world_that_ships_can_be_begun_from_its_forms() {
    for name in SHIPPED {
        let mut playground = open(name, Selection::Builder);
        let before = playground.start().clone();
        let shown = panel(&playground);
        assert!(shown.contains("Begin this world"), "{name}");
        assert!(!shown.contains("aria-invalid=\"true\""), "{name}");
        send(&mut playground, WorkshopMsg::WorldBegun);
        assert_eq!(*playground.start(), before, "{name}");
        assert!(playground.lesson().is_none() && !playground.paused(), "{name}");
    }
}

#[test]
fn each_field_has_a_label_and_a_mistake_stands_beside_it() {
    let mut playground = open("reads", Selection::Builder);
    set(&mut playground, "web", "dynos", "<many>");
    let shown = panel(&playground);
    let mut count = 0;
    for control in ["<input", "<select", "<textarea"] {
        for tag in shown.split(control).skip(1) {
            let id = tag.split("id=\"").nth(1).and_then(|rest| rest.split('"').next());
            let id = id.unwrap_or_else(|| panic!("no id: {tag}"));
            assert!(shown.contains(&format!("for=\"{id}\"")), "{id}");
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
    assert_eq!(shown.matches("aria-invalid=\"true\"").count(), 1);
    assert!(shown.contains("dynos is \"&lt;many&gt;\"; allowed is a whole number"));
    assert!(shown.contains("fault = {") && shown.contains("Leave out"), "what has no form");
}

#[test]
fn a_world_of_ones_own_is_in_its_link() {
    let mut playground = open("two-apps", Selection::Builder);
    set(&mut playground, "", "title", "Mine \"é\"");
    let added = DraftEdit::Added(PartKind::Database, 0);
    send(&mut playground, WorkshopMsg::WorldEdited(added));
    set(&mut playground, "AMBER", "name", "PINK");
    send(&mut playground, WorkshopMsg::WorldBegun);
    let line = "heroku pg:info PINK".to_owned();
    let end = line.len();
    playground.update(Msg::Prompted(PromptEdit::Typed(line, end)));
    playground.update(Msg::Entered);
    let saved = link::read(&playground.export(ExportFormat::Link)).expect("it is whole");
    let recording = saved.open("").expect("it carries its scenario");
    assert_eq!(recording.scenario.world, *playground.start());
    assert_eq!(recording.scenario.world.title, "Mine \"é\"");
    assert_eq!((recording.scenario.world.databases.len(), recording.inputs.len()), (3, 1));
}

#[test]
fn the_editor_shows_its_mistakes_and_the_steps_of_its_lesson() {
    let mut playground = open("unfollow", Selection::Editor);
    let steps = playground.lesson().map(|(lesson, _)| lesson.steps.len()).expect("it is a lesson");
    assert!(panel(&playground).contains(&format!("The lesson has {steps} steps.")));
    let wrong = SCENARIO_TEMPLATE.replace("dynos = 1", "dynos = one </textarea>");
    send(&mut playground, WorkshopMsg::TextEdited(wrong));
    let shown = panel(&playground);
    assert!(shown.contains("1 mistake in the text:") && shown.contains("Line 13"), "{shown}");
    assert_eq!(shown.matches("</textarea>").count(), 1, "a text is never HTML");
    send(&mut playground, WorkshopMsg::TextRun);
    let scenario = &playground.playback().recording().scenario;
    assert_eq!(scenario.name(), Some("unfollow"), "the run goes on");
}

#[test]
fn the_template_is_a_lesson_that_can_be_solved() {
    let scenario = Scenario::own(SCENARIO_TEMPLATE).expect("it is right");
    let report = lint(&scenario, scenario.lesson.as_ref().expect("it is a lesson"));
    assert!(report.problems.is_empty(), "{:#?}", report.problems);
}
