//! What the page says in words: that the panel says what `pg:info` prints, that the table is true,
//! and that each word which explains itself is explained.

use std::collections::BTreeSet;

use follower_playground::platform::faults::{self, Strike, Target};
use follower_playground::platform::{AppId, DatabaseId, InfoRow};
use follower_playground::playground::{Msg, Playground, Selection, fleet_table};
use follower_playground::share::Options;
use follower_playground::sim::SimDuration;
use follower_playground::terminal::commands::pg::info;
use follower_playground::view::layout::Size;
use follower_playground::view::stage::stage;

use crate::support::{Fleet, scenario};
use crate::tidy::files_under;

fn playground(name: &str) -> Playground {
    Playground::new(scenario(name), Options::default())
}

fn pass(playground: &mut Playground, secs: u64) {
    let until = playground.world().now() + SimDuration::from_secs(secs);
    while playground.world().now() < until {
        playground.update(Msg::FramePassed(SimDuration::from_millis(100)));
    }
}

fn breaks(playground: &mut Playground, fault: &str, on: u32) {
    let fault = faults::find(fault).expect("a fault");
    let on = Target::Database(DatabaseId(on));
    playground.update(Msg::Broken(Strike { fault, on, lasts: None, size: None }));
}

/// Many moments of several worlds, in which much goes wrong.
fn at_many_moments(look: &mut dyn FnMut(&mut Playground)) {
    look(&mut playground("old-machine"));
    let mut failing = playground("ha");
    breaks(&mut failing, "leader lost", 0);
    for secs in [20, 80, 30, 60, 600] {
        pass(&mut failing, secs);
        look(&mut failing);
    }
    for name in [
        "followers",
        "report-on-white",
        "two-apps",
        "equally-behind",
        "changeover",
        "reads",
        "outside",
    ] {
        let mut playground = playground(name);
        let commands = [
            "heroku addons:add heroku-postgresql:crane --follow DATABASE_URL",
            "heroku maintenance:on",
            "heroku pg:unfollow WHITE --confirm sushi",
            "heroku pg:promote WHITE && heroku maintenance:off",
            "heroku config:unset DATABASE_URL",
        ];
        let faults = ["slow link", "long query", "link cut", "leader crash", "leader lost"];
        for (command, fault) in commands.into_iter().zip(faults) {
            look(&mut playground);
            breaks(
                &mut playground,
                fault,
                u32::from(fault.contains("link") || fault.contains("query")),
            );
            for secs in [1, 8, 40] {
                pass(&mut playground, secs);
                look(&mut playground);
            }
            playground.update(Msg::Pasted(format!("{command}\n"), 0, 0));
        }
    }
}

/// The panel of everything that can be picked.
fn panels(playground: &mut Playground) -> Vec<follower_playground::playground::panel::Panel> {
    let databases: Vec<DatabaseId> = playground.world().databases().map(|(id, _)| id).collect();
    let apps: Vec<AppId> = playground.world().apps().map(|(id, _)| id).collect();
    let all = databases.iter().flat_map(|id| [Selection::Database(*id), Selection::Link(*id)]);
    let all = all.chain(apps.into_iter().map(Selection::App)).chain([
        Selection::Faults,
        Selection::Run,
        Selection::Share,
        Selection::Builder,
        Selection::Editor,
    ]);
    let mut panels = vec![playground.panel()];
    for picked in all {
        playground.update(Msg::Picked(picked));
        panels.push(playground.panel());
    }
    playground.update(Msg::Picked(Selection::Nothing));
    panels
}

#[test]
fn the_panel_says_the_rows_that_pg_info_prints() {
    let mut fleet = Fleet::open("report-on-white");
    fleet.passes("1m");
    let printed = fleet.types("heroku pg:info WHITE");
    let mut playground = playground("report-on-white");
    pass(&mut playground, 60);
    let white = fleet.id("WHITE");
    playground.update(Msg::Picked(Selection::Database(white)));
    let rows = info::rows(playground.world(), AppId(0), white);
    let told = rows.iter().flat_map(|InfoRow { label, values }| {
        let name = move |at| if at == 0 { format!("{label}:") } else { String::new() };
        values.iter().enumerate().map(move |(at, value)| format!("{:13}{value}", name(at)))
    });
    let told: Vec<String> = told.collect();
    assert_eq!(printed.lines().skip(1).collect::<Vec<_>>(), told);
    let panel = playground.panel();
    assert_eq!(panel.facts[0].label, "Why", "what is wrong comes first");
    let rows: Vec<InfoRow> =
        rows.into_iter().filter(|row| !info::ASIDE.contains(&row.label)).collect();
    let is_here = panel.facts.windows(rows.len()).any(|part| part == rows);
    assert!(is_here, "{:?}", panel.facts);
}

#[test]
fn a_link_says_how_it_is_and_until_when() {
    let mut playground = playground("followers");
    let told = |playground: &mut Playground| {
        let panel = panels(playground).into_iter().find(|panel| panel.title == "CHARCOAL to WHITE");
        let facts = panel.expect("WHITE follows").facts;
        facts.iter().find(|row| row.label == "Link").map(|row| row.values.join(" "))
    };
    pass(&mut playground, 10);
    assert_eq!(told(&mut playground).as_deref(), Some("streaming"));
    breaks(&mut playground, "slow link", 1);
    pass(&mut playground, 1);
    assert_eq!(told(&mut playground).as_deref(), Some("slowed to 15 kB/s until 00:02:10"));
    breaks(&mut playground, "link cut", 1);
    pass(&mut playground, 1);
    assert_eq!(told(&mut playground).as_deref(), Some("cut since 00:00:11 until 00:01:11"));
    // What cannot be reached is no link to pick any more.
    playground.update(Msg::Picked(Selection::Link(DatabaseId(0))));
    assert_eq!(playground.panel().kicker, "Scenario");
}

#[test]
fn the_table_says_what_the_cards_say() {
    let mut looked = BTreeSet::new();
    at_many_moments(&mut |playground| {
        let world = playground.world();
        let stage = stage(world, playground.frame_of(Size { w: 1_148.0, h: 456.0 }));
        let rows = playground.fleet_table(&stage);
        assert_eq!(rows.len(), stage.apps.len() + stage.cards.len());
        let cell = |row: &[String], name: &str| {
            let at = fleet_table::COLUMNS.iter().position(|column| *column == name);
            row[at.unwrap_or_else(|| panic!("no column {name}"))].clone()
        };
        let (apps, cards) = rows.split_at(stage.apps.len());
        for (app, row) in stage.apps.iter().zip(apps) {
            assert_eq!((&row[0], &row[1]), (&app.name, &app.line.text));
            assert!(
                app.rows.iter().all(|one| !one.is_dyno() || cell(row, "Dynos").contains(&one.text))
            );
        }
        for (card, row) in stage.cards.iter().zip(cards) {
            let words = &card.words;
            let name = match card.is_ha_standby {
                true => format!("{} standby", words.name),
                false => words.name.clone(),
            };
            assert_eq!((&row[0], &row[1]), (&name, &words.role.text));
            assert!(words.plan.starts_with(&cell(row, "Plan")));
            assert_eq!(cell(row, "In words"), words.summary);
            let number = |name| cell(row, name).replace([',', ' '], "").parse::<u64>();
            let leader = Some(card.id).filter(|_| card.is_ha_standby).or(world.leader_of(card.id));
            let leader = leader.map(|id| world.database(id).config_var());
            let following = cell(row, "Following");
            assert!(
                following.is_empty()
                    || leader.is_some_and(|leader| {
                        following.starts_with(leader.trim_end_matches("_URL"))
                    })
            );
            if let Ok(received) = number("Received") {
                let replayed = number("Replayed").expect("a number");
                assert!(received >= replayed);
                looked.insert(if received > replayed { "held" } else { "caught up" });
                if words.summary.contains("promoting it now loses") {
                    let written = number("Written").expect("it has a leader");
                    let behind = format!("behind by {}", cell(row, "Behind By"));
                    let told = words.summary.replace(',', "").replace("1 commit ", "1 commits ");
                    assert!(told.starts_with(behind.trim_end_matches('s')), "{told}: {behind}");
                    assert_eq!(cell(row, "Behind By"), format!("{} commits", written - replayed));
                    looked.insert("behind");
                }
            }
            if cell(row, "Link").starts_with("cut") {
                assert!(
                    words.summary.contains("link cut")
                        || words.summary.contains("holds replay")
                        || words.summary.contains("stopped")
                        || words.summary.contains("has all up to")
                        || words.summary.contains("gone")
                        || words.summary.contains("preparing"),
                    "{}",
                    words.summary
                );
                looked.insert("cut");
            }
        }
    });
    assert_eq!(looked, BTreeSet::from(["behind", "caught up", "cut", "held"]));
}

/// The number of a word's meaning, as `ui::explained_word` makes it.
fn slug(word: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphabetic() { c.to_ascii_lowercase() } else { '-' };
    word.chars().take_while(|c| *c != ',').map(letter).collect()
}

/// What stands after each `start` up to the next `end`.
fn between<'t>(text: &'t str, start: &str, end: char) -> Vec<&'t str> {
    text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

#[test]
fn each_word_that_is_shown_is_explained_and_each_that_is_explained_is_shown() {
    let page = std::fs::read_to_string("index.html").expect("it is there");
    let css = std::fs::read_to_string("static/css/words.css").expect("it is there");
    let defined: BTreeSet<String> =
        between(&page, "id=\"word-", '"').into_iter().map(str::to_owned).collect();
    // Of each selector: what it waits for, and the meaning that it shows.
    let selectors = css.lines().filter_map(|line| line.split_once(" #word-"));
    let selectors: Vec<(&str, &str)> =
        selectors.map(|(of, id)| (of, id.trim_end_matches([' ', '{', ',']))).collect();
    for (of, id) in &selectors {
        let described = of.contains("aria-describedby");
        assert!(!described || of.contains(&format!("\"word-{id}\"")), "{of} shows {id}");
    }
    let shown: BTreeSet<String> = selectors.iter().map(|(_, id)| (*id).to_owned()).collect();
    assert_eq!(defined, shown);
    let mut used: BTreeSet<String> = BTreeSet::new();
    at_many_moments(&mut |playground| {
        for panel in panels(playground) {
            used.insert(slug(panel.kicker));
            used.extend(panel.facts.iter().map(|row| slug(row.label)));
            let actions = panel.actions.iter().filter_map(|action| action.glossary);
            used.extend(actions.map(str::to_owned));
        }
    });
    let unexplained: Vec<&String> = used.difference(&defined).collect();
    assert!(unexplained.is_empty(), "{unexplained:?}");
    // Those of the legend and of the scores stand in the sources of the page.
    let mut files = Vec::new();
    files_under("src/ui", &mut files);
    let sources: String = files.into_iter().map(|(_, text)| text).collect();
    used.extend(sources.split('"').map(|text| slug(text.trim_start_matches("word-"))));
    // A part of the stage explains itself by its class or by its name.
    let by_style = selectors.iter().filter(|(of, _)| !of.contains("aria-describedby"));
    used.extend(by_style.map(|(_, id)| (*id).to_owned()));
    let unused: Vec<&String> = defined.iter().filter(|id| !used.contains(*id)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn every_term_of_the_word_list_that_the_page_says_is_explained() {
    let page = std::fs::read_to_string("index.html").expect("it is there");
    let explained = between(&page, "<dt>", '<').join(" ").to_lowercase();
    let list = std::fs::read_to_string("docs/words.md").expect("it is there");
    // The words of a row, in the singular; what only the sources say is left out.
    let rows = list.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    let terms = rows.flat_map(|row| row.split(", ")).map(|term| term.trim_end_matches('s'));
    let mut said = String::new();
    at_many_moments(&mut |playground| {
        for panel in panels(playground) {
            let trouble = panel.trouble.map(|trouble| trouble.text);
            said.extend(panel.text.into_iter().chain(trouble));
            said += panel.title.as_str();
            said.extend(panel.facts.iter().map(|row| row.label));
            said.extend(panel.actions.iter().map(|action| action.label));
        }
        let entries = playground.world().journal().entries().iter();
        said.extend(entries.map(|entry| entry.text.as_str()));
    });
    let said = said.to_lowercase();
    let used: Vec<&str> = terms.filter(|term| said.contains(&term.to_lowercase())).collect();
    assert!(used.len() > 12, "{used:?}");
    // Everyday words, and what `Commits lost` and `Not received` explain.
    let plain = ["database", "server", "sent", "plan"];
    let missing = used
        .iter()
        .filter(|term| !plain.contains(term) && !explained.contains(&term.to_lowercase()));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn a_meaning_is_a_sentence_or_two() {
    let page = std::fs::read_to_string("index.html").expect("it is there");
    for meaning in between(&page, "<dd>", '<') {
        let sentences = meaning.matches(". ").count() + 1;
        assert!(meaning.ends_with('.') && meaning.len() < 130 && sentences < 3, "{meaning}");
    }
}
