//! HTML as text for people to compare: an element a line, below what it is in and farther right;
//! attributes by their names, without empty ones; texts in quotes, without those of only spaces.

use follower_playground::playground::Playground;
use yew::prelude::*;

use super::printed;

/// Elements that hold nothing and are not closed.
const VOID: [&str; 5] = ["br", "hr", "img", "input", "wbr"];

#[derive(Properties, PartialEq)]
struct Whole {
    pane: Html,
}

#[component]
fn Pane(whole: &Whole) -> Html {
    whole.pane.clone()
}

/// What would be sent to a browser.
pub fn html(pane: Html) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let renderer = yew::LocalServerRenderer::<Pane>::with_props(Whole { pane });
    tokio::task::LocalSet::new().block_on(&runtime, renderer.hydratable(false).render())
}

/// The normal form of well-formed HTML.
pub fn normal(html: &str) -> String {
    let (mut lines, mut depth, mut rest) = (String::new(), 0, html);
    let mut line = |depth: usize, text: &str| {
        lines += &" ".repeat(depth);
        lines += text;
        lines += "\n";
    };
    while !rest.is_empty() {
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").expect("a comment ends").1;
        } else if let Some(end) = rest.strip_prefix("</") {
            depth -= 1;
            rest = end.split_once('>').expect("a tag ends").1;
        } else if let Some(tag) = rest.strip_prefix('<') {
            let (name, element, after) = element(tag);
            line(depth, &element);
            depth += usize::from(!VOID.contains(&name));
            rest = after;
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            let (text, after) = rest.split_at(end);
            if !text.trim().is_empty() {
                line(depth, &format!("\"{}\"", text.replace('\n', "\\n")));
            }
            rest = after;
        }
    }
    assert_eq!(depth, 0, "what is opened is closed: {html}");
    lines
}

/// An element's name, its line, and what follows; from after its `<` on.
fn element(tag: &str) -> (&str, String, &str) {
    let end = tag.find([' ', '>', '/']).expect("a name ends");
    let (name, mut rest) = tag.split_at(end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', '/']);
        if let Some(after) = rest.strip_prefix('>') {
            attributes.sort_unstable();
            return (name, format!("<{name}{}>", attributes.concat()), after);
        }
        let end = rest.find(['=', ' ', '>']).expect("a name ends");
        let (key, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').expect("a value ends"),
            None => ("", after.trim_start_matches('=')),
        };
        if !value.is_empty() {
            attributes.push(format!(" {key}=\"{}\"", value.replace('\n', "\\n")));
        }
        rest = after;
    }
}

/// A pane of the page in the normal form; of the terminal, without the printed lines, which are
/// the pane `lines`.
pub fn pane(playground: &Playground, screen: super::Screen, name: &str) -> Option<String> {
    if name == "lines" {
        return Some(printed::lines(playground));
    }
    let (_, pane) =
        super::panes(playground, screen).into_iter().find(|(its_name, _)| *its_name == name)?;
    let text = normal(&html(pane));
    Some(if name == "terminal" { printed::take_out(playground, &text) } else { text })
}

#[test]
fn one_picture_has_one_normal_form() {
    let one = "<p title=\"\" id=\"a\" class=\"b > c\">x &lt; y<!--<[]>--><br>\
               <path d=\"M0\"></path>\n</p>";
    let one = normal(one);
    assert_eq!(one, "<p class=\"b > c\" id=\"a\">\n \"x &lt; y\"\n <br>\n <path d=\"M0\">\n");
    let other = normal("<p class=\"b > c\" id=\"a\"> x &lt; y<br ><path d=\"M0\"/></path></p>");
    assert_ne!(one, other, "a space counts");
}

#[test]
fn what_is_rendered_is_what_is_written() {
    let pane = html! { <p class="x" title="a \"b\" & c">{ "1 < 2" }<input readonly=true /></p> };
    let written = "<p class=\"x\" title=\"a &quot;b&quot; &amp; c\">\n \"1 &lt; 2\"\n \
                   <input readonly=\"readonly\">\n";
    assert_eq!(normal(&html(pane)), written);
}
