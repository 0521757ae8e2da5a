//! Links into the documents, in comments and in the documents themselves: the file and the heading
//! that each names are there.

use std::collections::BTreeSet;

use follower_playground::traces::laws::LAWS;

use crate::tidy::files_under;

/// What a reader could follow: the files of code and of prose, with their texts.
fn pages() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for folder in ["src", "tests", "benches", "docs", "static"] {
        files_under(folder, &mut pages);
    }
    for file in ["README.md", "CONTRIBUTING.md", "Makefile", "Cargo.toml", "Trunk.toml"] {
        pages.push((file.to_owned(), std::fs::read_to_string(file).expect("it is there")));
    }
    let endings = [".rs", ".md", ".toml", ".css", ".js", "Makefile"];
    pages.retain(|(path, _)| endings.iter().any(|ending| path.ends_with(ending)));
    // This file makes dead links up.
    pages.retain(|(path, _)| !path.ends_with("dead_links.rs"));
    pages
}

/// A document of the project that a text names, and the heading in it.
#[derive(Debug, PartialEq)]
struct Link<'t> {
    document: String,
    heading: Option<&'t str>,
}

/// The links of a text to `docs/NAME.md`; and in a document, those to others and to its own
/// headings.
fn links<'t>(path: &'t str, text: &'t str) -> Vec<Link<'t>> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    let heading = |rest: &'t str| {
        let name = rest.strip_prefix('#')?;
        Some(&name[..name.find(|c| !is_word(c)).unwrap_or(name.len())])
    };
    let mut links = Vec::new();
    for (start, _) in text.match_indices("docs/") {
        let name = text[start..].find(".md").map(|end| &text[start..start + end + 3]);
        if let Some(document) = name.filter(|name| name[5..name.len() - 3].chars().all(is_word)) {
            let rest = &text[start + document.len()..];
            links.push(Link { document: document.to_owned(), heading: heading(rest) });
        }
    }
    for (start, _) in text.match_indices("](") {
        let target = &text[start + 2..];
        let target = &target[..target.find(')').unwrap_or(0)];
        let (file, rest) = target.split_at(target.find('#').unwrap_or(target.len()));
        let document = match file {
            "" => path.to_owned(),
            file => format!("docs/{file}"),
        };
        if path.starts_with("docs/") && !file.contains('/') {
            links.push(Link { document, heading: heading(rest) });
        }
    }
    links
}

/// The anchors of a document.
fn anchors(text: &str) -> BTreeSet<&str> {
    let parts = text.split("<a id=\"").skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

/// What is wrong with a link, given the documents.
fn fault(link: &Link, documents: &[(String, String)]) -> Option<String> {
    let Link { document, heading } = link;
    let Some((_, text)) = documents.iter().find(|(path, _)| path == document) else {
        return Some(format!("{document} is not there"));
    };
    let heading = heading.filter(|heading| !anchors(text).contains(heading))?;
    Some(format!("{document} has no heading {heading}"))
}

#[test]
fn each_link_into_the_documents_leads_somewhere() {
    let pages = pages();
    let is_document = |(path, _): &&(String, String)| path.starts_with("docs/");
    let documents: Vec<_> = pages.iter().filter(is_document).cloned().collect();
    let mut faults = Vec::new();
    let mut count = 0;
    for (path, text) in &pages {
        for link in links(path, text) {
            count += 1;
            faults.extend(fault(&link, &documents).map(|fault| format!("{path}: {fault}")));
        }
    }
    assert!(count > 50, "{count} links are found");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn each_law_has_a_heading() {
    let text = std::fs::read_to_string("docs/replication.md").expect("it is there");
    let anchors = anchors(&text);
    for law in LAWS {
        assert!(anchors.contains(law.name.to_lowercase().as_str()), "{}", law.name);
    }
}

#[test]
fn a_dead_link_is_found() {
    let text = "<a id=\"a1\"></a>\n## A1\nSee [b](#b1) and [a](#a1).";
    let documents = [("docs/laws.md".to_owned(), text.to_owned())];
    let faults = |path, text| {
        let faults = links(path, text).into_iter().filter_map(|link| fault(&link, &documents));
        faults.collect::<Vec<_>>()
    };
    assert_eq!(faults("src/x.rs", "// docs/laws.md, docs/laws.md#a1."), [""; 0]);
    assert_eq!(faults("src/x.rs", "// (docs/laws.md#a2)"), ["docs/laws.md has no heading a2"]);
    assert_eq!(faults("README.md", "[x](docs/old.md)"), ["docs/old.md is not there"]);
    assert_eq!(faults("docs/laws.md", text), ["docs/laws.md has no heading b1"]);
    assert_eq!(
        faults("docs/other.md", "[x](laws.md#a1) [y](lost.md)"),
        ["docs/lost.md is not there"]
    );
}
