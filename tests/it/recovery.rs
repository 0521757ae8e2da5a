//! Recovery after a crash: what is saved ahead of each input plays what happened then.

use std::cell::RefCell;
use std::rc::Rc;

use crate::support::scenario;
use follower_playground::playground::prompt::PromptEdit;
use follower_playground::playground::{Msg, Playground, Travel};
use follower_playground::run::playback::Playhead;
use follower_playground::run::{Input, Playback, Recording};
use follower_playground::share::{Options, recovery};
use follower_playground::sim::SimDuration;

thread_local! {
    static SAVED: RefCell<Vec<Recording>> = const { RefCell::new(Vec::new()) };
}

/// The recordings saved since the last call.
fn take_saved() -> Vec<Recording> {
    SAVED.with(RefCell::take)
}

fn save(playground: &Playground, input: Option<&Input>) {
    let playback = playground.playback();
    let recording = match input {
        Some(input) => playback.recording_with(input),
        None => playback.recording().clone(),
    };
    SAVED.with_borrow_mut(|saved| saved.push(recording));
}

fn pass(playground: &mut Playground, secs: u64) {
    for _ in 0..secs * 10 {
        playground.update(Msg::FramePassed(SimDuration::from_millis(100)));
    }
}

fn enter(playground: &mut Playground, line: &str) {
    playground.update(Msg::Prompted(PromptEdit::Typed(line.to_owned(), line.len())));
    playground.update(Msg::Entered);
}

#[test]
fn what_is_saved_ahead_plays_what_happened_then() {
    let mut playground = Playground::new(scenario("followers"), Options::default());
    playground.on_input(save);
    pass(&mut playground, 30);
    enter(&mut playground, "heroku pg:promote WHITE");
    pass(&mut playground, 30);
    enter(&mut playground, "heroku maintenance:on");
    let before = take_saved().remove(1);
    assert_eq!(before.inputs.len(), 2);
    assert_eq!(before.play().hash(), playground.playback().run().hash());

    // In the past it is of the branch that is begun.
    playground.update(Msg::Travelled(Travel::Before(1)));
    enter(&mut playground, "heroku ps");
    let mut ahead = take_saved().remove(0);
    assert_eq!(ahead.inputs[1].input, Input::Entered("heroku ps".to_owned()));
    assert_eq!(ahead.play().hash(), playground.playback().run().hash());

    // The run without its last input is the one before it.
    recovery::leave_out(&mut ahead, 1);
    playground.update(Msg::Travelled(Travel::Before(1)));
    let shorter = Playback::open(ahead.clone(), Playhead::END);
    assert_eq!(shorter.run().hash(), playground.playback().run().hash());

    // Another run is saved as well.
    let saved = playground.saved();
    playground.update(Msg::RecordingRead(Rc::new(ahead), Rc::new(saved), None));
    enter(&mut playground, "heroku ps");
    assert_eq!(take_saved().len(), 1);
}
