//! Links: how long they are, that they hold the run, and what is made of damaged ones.

use std::rc::Rc;

use crate::dice::Dice;
use crate::properties::typing::line;
use crate::{damaged, support};
use follower_playground::lessons::{self, Scenario, ScenarioSource};
use follower_playground::platform::faults::{FAULTS, Strike};
use follower_playground::run::playback::Playhead;
use follower_playground::run::recording::MODEL;
use follower_playground::run::{Input, Outcome, Playback, UsageCounts};
use follower_playground::share::run_file::{self, SavedRun};
use follower_playground::share::{link, options};
use follower_playground::sim::digest::digest;
use follower_playground::terminal::commands::COMMANDS;
use follower_playground::terminal::shell::Prompt;

/// A run with so many random commands and faults in it, at random moments, and how it was looked
/// at.
pub fn random(scenario: &Rc<Scenario>, seed: u64, commands: u32, faults: u32) -> SavedRun {
    let mut dice = Dice::new(seed);
    let mut playback = Playback::new(scenario.clone());
    let (mut commands, mut faults) = (commands, faults);
    while commands + faults > 0 {
        for _ in 0..dice.below(600) {
            playback.tick();
        }
        let input = match playback.run().shell().prompt() {
            Prompt::Held if dice.below(2) == 0 => Input::Interrupted(String::new()),
            Prompt::Held => continue,
            Prompt::Answer => match dice.below(8) {
                0 => Input::Interrupted("su".to_owned()),
                1 => Input::Entered("nonsuch".to_owned()),
                _ => {
                    let run = playback.run();
                    let asked = run.shell().asks_for(run.world()).expect("it asks");
                    Input::Entered(asked.to_owned())
                }
            },
            Prompt::Command if dice.below(u64::from(commands + faults)) < u64::from(faults) => {
                let fault = dice.below(FAULTS.len() as u64) as u32;
                let targets = playback.run().world().targets_of(FAULTS[fault as usize]);
                if targets.is_empty() || FAULTS[fault as usize].name == "leader lost" && faults > 1
                {
                    continue;
                }
                let on = dice.pick(&targets).clone();
                let strike = Strike { fault, on, lasts: None, size: None };
                let input = Input::of_strike(playback.run().world(), &strike).expect("a fault");
                faults -= u32::from(playback.act(&input));
                continue;
            }
            Prompt::Command if commands == 0 => continue,
            Prompt::Command if dice.below(30) == 0 => Input::Cleared,
            Prompt::Command if dice.below(30) == 0 => Input::Interrupted("heroku p".to_owned()),
            Prompt::Command => {
                commands -= 1;
                let command = *dice.pick(COMMANDS);
                Input::Entered(line(&mut dice, playback.run().world(), command))
            }
        };
        playback.act(&input);
    }
    for _ in 0..dice.below(3_000) {
        playback.tick();
    }
    let counts = UsageCounts { pauses: 3, paces: 2, seeks: 5, what_ifs: 1 };
    let options = options::read(options::pairs("pace=60&pace=0&theme=projector")).options;
    SavedRun::of(playback.recording(), playback.run(), playback.place(), counts, options)
}

fn shipped(seed: u64) -> Rc<Scenario> {
    support::scenario(lessons::SHIPPED[seed as usize % lessons::SHIPPED.len()])
}

#[test]
fn a_link_is_short() {
    for (commands, faults, most, runs) in [(20, 5, 600, 60), (200, 30, 4_000, 12)] {
        // What stands before the `#`.
        let address = 60;
        let mut longest = 0;
        let mut all = 0;
        for seed in 0..support::quickly(runs) {
            let saved = random(&shipped(seed), seed, commands, faults);
            let link = link::link(&saved);
            assert_eq!(link::read(&link), Ok(saved));
            longest = longest.max(link.len() + address);
            all += link.len() + address;
        }
        println!(
            "{commands} and {faults}: at most {longest}, {} on average",
            all as u64 / support::quickly(runs)
        );
        assert!(longest <= most, "{longest} characters for {commands} commands, {faults} faults");
    }
}

#[test]
fn a_run_of_a_scenario_of_ones_own_is_in_its_link() {
    let text = lessons::text_of("two-apps").expect("it ships").replace("sushi", "ramen");
    let scenario = Rc::new(Scenario::own(&text).expect("it is right"));
    let saved = random(&scenario, 3, 10, 2);
    let read = link::read(&format!("https://example.org/#{}", link::link(&saved)));
    assert_eq!((&read, saved.name()), (&Ok(saved.clone()), None));
    assert!(matches!(&saved.scenario, ScenarioSource::Own(own) if own.trim() == text.trim()));
    let run = saved.open("").expect("it is right").play();
    assert_eq!((Some(run.hash()), Outcome::of(&run)), (saved.hash, saved.outcome));
}

#[test]
fn a_damaged_link_or_file_says_so_and_offers_what_could_be_read() {
    let mut dice = Dice::new(41);
    let mut clean = 0;
    for seed in 0..support::quickly(20) {
        let saved = random(&shipped(seed), seed, 12, 3);
        clean += damaged::are_told(&mut dice, &saved, 50);
    }
    // Of a link, what comes after the damage is nonsense; each line of it that is taken for an
    // input in spite of its four bits is one that was not done.
    println!("{clean} offer nothing that was not done");
    assert!(clean as u64 >= support::quickly(900), "{clean}");
}

/// Every letter as `%XX`, as some programs write what is no plain word.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn a_link_whose_letters_were_encoded_on_its_way_is_the_same_run() {
    for seed in 0..support::quickly(20) {
        let saved = random(&shipped(seed), seed, 6, 2);
        let link = link::link(&saved);
        for text in [
            link.replace('=', "%3D"),
            link.replace('.', "%2E").replace('-', "%2d"),
            encoded(&link),
            encoded(&encoded(&link)),
            format!("#{}", encoded(&link)),
            format!("https://example.org/fleet/?pace=1x%23{}", encoded(&link)),
        ] {
            assert_eq!(link::read(&text).as_ref(), Ok(&saved), "{text}");
        }
    }
}

#[test]
fn a_link_ends_in_no_letter_that_chat_programs_leave_out() {
    let mut lengthened = 0;
    let mut saved = random(&shipped(0), 1, 2, 0);
    for later in 0..500 {
        saved.end += 1;
        let link = link::link(&saved);
        assert!(link.ends_with(|c: char| c.is_ascii_alphanumeric()), "{link}");
        let is_lengthened = link.ends_with("-A") || link.ends_with("_A");
        lengthened += u32::from(is_lengthened);
        if later > 3 && !is_lengthened {
            continue;
        }
        // What such a program takes for a part of the link does no harm.
        for tail in ["", ".", ",", ")", "_", "-", "*", ">", "!?", "\u{201d}"] {
            assert_eq!(link::read(&format!("{link}{tail}")).as_ref(), Ok(&saved), "{link}{tail}");
        }
    }
    assert!(lengthened > 0, "some end in one before it is mended");
}

#[test]
fn a_fragment_is_meant_to_be_a_run_unless_it_is_a_place_on_the_page() {
    for fragment in ["#run=1.AA", "#run%3D1.AA", "#%72un=1.AA", "#ru", "#nonsense", "#/run"] {
        assert!(link::is_meant_by(fragment), "{fragment}");
        let unread = link::read(fragment).expect_err("it is none");
        assert!(unread.why.contains("damaged"), "{}", unread.why);
    }
    for fragment in ["", "#", "#prompt"] {
        assert!(!link::is_meant_by(fragment), "{fragment}");
    }
}

#[test]
fn a_link_that_is_cut_off_offers_what_comes_before() {
    let saved = random(&shipped(0), 1, 20, 5);
    let link = link::link(&saved);
    let mut most = 0;
    for length in 0..link.len() - 1 {
        let read = link::read(&link[..length]).expect_err("it is cut off");
        most = most.max(read.partial.map_or(0, |partly| partly.inputs.len()));
    }
    assert!(most + 2 >= saved.inputs.len(), "{most} of {}", saved.inputs.len());
}

#[test]
fn huge_numbers_are_no_runs() {
    let mut saved = random(&shipped(0), 1, 3, 1);
    saved.end = u64::MAX;
    saved.shown = Playhead { tick: u64::MAX, done: usize::MAX };
    let read = link::read(&link::link(&saved)).expect("it is whole");
    assert_eq!(read.end, run_file::MOST_TICKS);
    saved.inputs[1].tick = u64::MAX;
    let unread = link::read(&link::link(&saved)).expect_err("it is too long");
    assert!(unread.why.contains("400 days"), "{}", unread.why);
    assert_eq!(unread.partial.expect("a part").inputs, saved.inputs[..1]);
}

#[test]
fn what_is_no_link_says_so() {
    for text in ["", "#", "run", "https://example.org/?scenario=followers", "run=1.", "run=2.AAAA"]
    {
        let unread = link::read(text).expect_err("it is none");
        assert!(unread.partial.is_none() && unread.why.starts_with("Th"), "{text}: {}", unread.why);
    }
}

const KEPT: &str = "tests/it/links/v1";

/// The runs whose links are kept: one of each scenario, and two of scenarios of one's own.
fn kept() -> Vec<(String, Rc<Scenario>)> {
    let own = |name: &str| {
        let text = lessons::text_of(name).expect("it ships").replace("sushi", "ramen");
        (format!("own-{name}"), Rc::new(Scenario::own(&text).expect("it is right")))
    };
    let shipped = lessons::SHIPPED.iter().map(|name| (name.to_string(), support::scenario(name)));
    shipped.chain([own("two-apps"), own("followers")]).collect()
}

/// `UPDATE_LINKS=1 cargo test --test it links` writes those of a new version of the model; one
/// that is there is never written again.
#[test]
fn links_that_were_made_open_and_those_of_this_version_give_the_run_they_tell_of() {
    if std::env::var_os("UPDATE_LINKS").is_some() {
        for (at, (name, scenario)) in kept().into_iter().enumerate() {
            let path = format!("{KEPT}/{name}-model-{MODEL}.txt");
            if !std::path::Path::new(&path).exists() {
                let saved = random(&scenario, 70 + at as u64, 15, 4);
                let text = format!("{}\n{}", link::link(&saved), run_file::write(&saved));
                std::fs::write(&path, text).unwrap_or_else(|error| panic!("{path}: {error}"));
            }
        }
    }
    let mut of_this_version = 0;
    for file in std::fs::read_dir(KEPT).expect("the folder is there") {
        let path = file.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("it is text");
        let (link, text) = text.split_once('\n').expect("a link and a text");
        let saved = link::read(link).unwrap_or_else(|no| panic!("{}: {}", path.display(), no.why));
        assert_eq!(run_file::write(&saved), text, "{}", path.display());
        assert_eq!(run_file::read(text).as_ref(), Ok(&saved));
        let ours = saved.name().map_or("", |name| lessons::text_of(name).expect("it ships"));
        let run = saved.open(ours).expect("the scenario is right").play();
        let told = saved.difference_message(&Outcome::of(&run), run.hash());
        if saved.model == MODEL {
            assert_eq!(told, None, "{}", path.display());
            of_this_version += 1;
        }
    }
    assert!(of_this_version >= 12, "run this with UPDATE_LINKS=1 once");
}

#[test]
fn what_links_are_packed_with_is_frozen() {
    assert_eq!(
        digest(&link::V1),
        7_460_211_388_818_474_934,
        "links that exist cannot be read with another text"
    );
}

#[test]
fn where_the_model_ends_otherwise_it_is_told_beside_the_old_figures() {
    let mut saved = random(&shipped(0), 5, 1, 0);
    let hash = saved.hash.expect("it is known");
    saved.outcome = Outcome { gone: 37, ..Outcome::default() };
    saved.model = MODEL + 2;
    let today = Outcome { left_behind: 35, downtime_ms: 72_000, refused: 1, ..saved.outcome };
    let today = Outcome { gone: 0, ..today };
    let told = saved.difference_message(&today, hash ^ 1).expect("they differ");
    let version = MODEL + 2;
    assert_eq!(
        told,
        format!(
            "Made with version {version} of the model: 37 commits lost, 0 s down, 0 writes \
             refused, $0.00; today 35 commits lost, 1:12 down, 1 writes refused, $0.00."
        )
    );
    assert_eq!(saved.difference_message(&saved.outcome, hash), None);
    assert_eq!(saved.difference_message(&saved.outcome, hash ^ 1), None, "the figures decide");
    saved.model = MODEL;
    let told = saved.difference_message(&saved.outcome, hash ^ 1).expect("they differ");
    assert!(told.ends_with("today the same figures, but not the same state."), "{told}");
}
