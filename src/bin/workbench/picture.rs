//! `workbench picture`: still pictures of the page, made by the page's own components.

use std::rc::Rc;

use follower_playground::lessons::{self, Scenario};
use follower_playground::playground::{Msg, Playground};
use follower_playground::run::playback::Playhead;
use follower_playground::share::{Options, link};
use follower_playground::sim::{SimDuration, SimTime};
use follower_playground::ui::still;
use follower_playground::view::layout::Size;
use yew::prelude::*;

use crate::arguments::{Part, PictureArgs};
use crate::text_file;
use crate::transcripts::list;

/// The style sheets of the stage.
const STAGE_SHEETS: [&str; 4] = [
    include_str!("../../../static/css/tokens.css"),
    include_str!("../../../static/css/colours.css"),
    include_str!("../../../static/css/stage.css"),
    include_str!("../../../static/css/tape.css"),
];

/// Those that the other panes need besides.
const PAGE_SHEETS: [&str; 8] = [
    include_str!("../../../static/css/page.css"),
    include_str!("../../../static/css/top.css"),
    include_str!("../../../static/css/side.css"),
    include_str!("../../../static/css/words.css"),
    include_str!("../../../static/css/terminal.css"),
    include_str!("../../../static/css/chart.css"),
    include_str!("../../../static/css/part.css"),
    include_str!("../../../static/css/panes.css"),
];

/// Prints a picture, and says whether there is one.
pub fn print(args: &PictureArgs) -> bool {
    let picture = draw(args);
    match &picture {
        Ok(picture) => print!("{picture}"),
        Err(why) => eprintln!("{why}"),
    }
    picture.is_ok()
}

/// The picture as text.
///
/// # Errors
/// What cannot be opened, and why.
fn draw(args: &PictureArgs) -> Result<String, String> {
    let playground = open(&args.run, args.at)?;
    let theme = args.theme.name();
    Ok(match args.part {
        Part::Stage => {
            let svg = render(still::stage_picture(&playground, args.size));
            let style = format!("<style><![CDATA[\n{}]]></style>", STAGE_SHEETS.concat());
            // The style sheets read the theme off the root, which is the picture itself.
            let (root, rest) = svg.split_once('>').unwrap_or((&svg, ""));
            format!("{root} data-theme=\"{theme}\">{style}{rest}\n")
        }
        Part::Page => format!(
            "<!doctype html>\n<html lang=\"en\" data-theme=\"{}\">\n<head><meta charset=\"utf-8\">\
             <title>Follower Playground</title>\n<style>\n{}{}</style></head>\n<body>{}</body>\n\
             </html>\n",
            theme,
            STAGE_SHEETS.concat(),
            PAGE_SHEETS.concat(),
            page(&playground, args.size)
        ),
    })
}

/// The page's elements as HTML.
pub fn page(playground: &Playground, window: Size) -> String {
    render(still::page(playground, window))
}

/// A scenario as a visitor meets it: time is about to run.
pub fn running(name: &str) -> Result<Playground, String> {
    Ok(Playground::new(Rc::new(scenario(name)?), Options::default()))
}

/// A playground that stands still at the moment that is asked for.
pub fn open(what: &str, at: Option<SimDuration>) -> Result<Playground, String> {
    let link = what.contains(link::START).then(|| link::read(what));
    let saved = link.transpose().map_err(|error| error.why)?;
    let name = saved.as_ref().and_then(|saved| saved.name()).unwrap_or(what);
    // A link that brings its own scenario needs none of ours.
    let brings_own = saved.as_ref().is_some_and(|saved| saved.name().is_none());
    let scenario = scenario(if brings_own { lessons::FRONT_DOOR } else { name })?;
    let options = Options { paused: true, ..Options::default() };
    let text = lessons::text_of(name).unwrap_or_default();
    let mut playground = Playground::new(Rc::new(scenario), options);
    if saved.is_none() && at.is_none() {
        return Ok(playground);
    }
    let mut run = saved.unwrap_or_else(|| playground.saved());
    if let Some(at) = at {
        let tick = (SimTime::ZERO + at).ticks();
        let done = run.inputs.iter().take_while(|input| input.tick <= tick).count();
        (run.end, run.shown) = (run.end.max(tick), Playhead { tick, done });
    }
    let recording = run.open(text).map_err(|mistakes| list(&mistakes))?;
    playground.update(Msg::RecordingRead(Rc::new(recording), Rc::new(run), None));
    while playground.playback().is_on_the_way() {
        playground.update(Msg::FramePassed(SimDuration::from_millis(16)));
    }
    playground.update(Msg::NoticeClosed);
    Ok(playground)
}

/// A scenario that comes with the page, by its name, or one in a file.
fn scenario(name: &str) -> Result<Scenario, String> {
    let read = match lessons::text_of(name) {
        Some(text) => Scenario::shipped(name, text),
        None => {
            let text = text_file::read(name).map_err(|error| {
                let known = lessons::SHIPPED.join(", ");
                format!("{error}. Scenarios that ship are {known}.")
            })?;
            Scenario::own(&text)
        }
    };
    read.map_err(|mistakes| list(&mistakes))
}

#[derive(Properties, PartialEq)]
struct PictureProps {
    html: Html,
}

#[component]
fn Picture(props: &PictureProps) -> Html {
    props.html.clone()
}

/// HTML as a server would send it.
pub fn render(html: Html) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("a thread of its own needs nothing");
    let renderer = yew::LocalServerRenderer::<Picture>::with_props(PictureProps { html });
    tokio::task::LocalSet::new().block_on(&runtime, renderer.hydratable(false).render())
}
