//! `workbench finish INDEX`: completes `index.html` after the build: with a first picture of the
//! fleet, which needs neither the program nor JavaScript, with the version in the addresses of what
//! has none in its name, and with the address for link previews.

use std::path::Path;

use follower_playground::lessons;
use follower_playground::view::layout::Size;

use super::picture;

/// Where the first picture goes.
const PLACE: &str = "<!-- first picture -->";

/// The windows that it is drawn for: a style sheet shows the one that suits, and scales its stage.
const WIDE: Size = Size { w: 1_440.0, h: 900.0 };
const NARROW: Size = Size { w: 390.0, h: 844.0 };

/// Finishes a page in its file, and says whether that could be done. `site` is the address at
/// which the page will stand.
pub fn finish(file: &str, site: Option<&str>) -> bool {
    let path = Path::new(file);
    let finished = std::fs::read_to_string(path)
        .map_err(|error| error.to_string())
        .and_then(|html| with_picture(&html))
        .and_then(|html| with_version(&html))
        .and_then(|html| with_site(&html, site))
        .and_then(|html| std::fs::write(path, html).map_err(|error| error.to_string()));
    if let Err(why) = &finished {
        eprintln!("{file}: {why}");
    }
    finished.is_ok()
}

fn with_picture(html: &str) -> Result<String, String> {
    if !html.contains(PLACE) {
        return Err(format!("it has no place for the first picture: {PLACE}"));
    }
    let playground = picture::running(lessons::FRONT_DOOR)?;
    let form = |name: &str, window: Size| {
        let page = picture::page(&playground, window);
        // Nobody can act in a picture, and names are for the program's own elements.
        let page = page.replace(" id=\"prompt\"", "").replace(" href=\"#prompt\"", "");
        format!("<div class=\"first {name}\" inert>{page}</div>")
    };
    Ok(html.replace(PLACE, &format!("{}{}", form("wide", WIDE), form("narrow", NARROW))))
}

/// Style sheets that a sandboxed frame may check, and scripts that no cache mistakes for those of
/// another version. All other files have a hash in their names.
fn with_version(html: &str) -> Result<String, String> {
    let version = html
        .split_once("data-js=\"")
        .and_then(|(_, rest)| rest.split_once(".js\""))
        .and_then(|(name, _)| name.rsplit_once('-'))
        .map(|(_, hash)| hash);
    let version = version.ok_or("its script does not say which program it starts: data-js")?;
    let mut html = html.replace(" integrity=\"", " crossorigin integrity=\"");
    for script in ["first.js", "start.js"] {
        html = html.replace(&format!("{script}\""), &format!("{script}?v={version}\""));
    }
    Ok(html)
}

/// Link previews need whole addresses, which only the builder knows.
fn with_site(html: &str, site: Option<&str>) -> Result<String, String> {
    let Some(site) = site.filter(|site| !site.is_empty()) else {
        return Ok(html.to_owned());
    };
    if !site.starts_with("https://") && !site.starts_with("http://") || site.contains(['"', '<']) {
        return Err(format!("SITE is {site}; it is an address such as https://example.org/fleet/"));
    }
    let site = site.trim_end_matches('/');
    let tags = format!(
        "<meta property=\"og:url\" content=\"{site}/\" />\n    \
         <meta property=\"og:image\" content=\"{site}/picture.png\" />\n  </head>"
    );
    Ok(html.replacen("</head>", &tags, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_picture_has_the_fleet_in_both_forms() {
        let html = with_picture(&format!("<body>{PLACE}</body>")).expect("it has a place");
        assert_eq!(html.matches("<div class=\"first ").count(), 2);
        for name in ["CHARCOAL", "WHITE", "LAVENDER"] {
            assert!(html.matches(name).count() >= 2, "{name}");
        }
        assert!(!html.contains("id=\"prompt\"") && !html.contains(PLACE));
        assert!(!html.contains(" style="), "the page's policy forbids styles in elements");
        assert!(with_picture("<body></body>").is_err());
    }

    #[test]
    fn scripts_have_the_version_and_sheets_can_be_checked_in_a_sandboxed_frame() {
        let html = "<script src=\"first.js\"></script><link href=\"./a-1.css\" integrity=\"x\"/>\
                    <script src=\"./start.js\" data-js=\"./page-951ca.js\"></script>";
        let expected = "<script src=\"first.js?v=951ca\"></script>\
                        <link href=\"./a-1.css\" crossorigin integrity=\"x\"/>\
                        <script src=\"./start.js?v=951ca\" data-js=\"./page-951ca.js\"></script>";
        assert_eq!(with_version(html).as_deref(), Ok(expected));
        assert!(with_version("<script src=\"start.js\"></script>").is_err());
    }

    #[test]
    fn an_address_is_told_to_link_previews_where_the_builder_gives_it() {
        let html = "<head></head>";
        assert_eq!(with_site(html, None), Ok(html.to_owned()));
        let with = with_site(html, Some("https://example.org/fleet/")).expect("an address");
        assert!(with.contains("content=\"https://example.org/fleet/picture.png\""), "{with}");
        assert!(with_site(html, Some("example.org")).is_err());
        assert!(with_site(html, Some("https://x\"><script>")).is_err());
    }
}
