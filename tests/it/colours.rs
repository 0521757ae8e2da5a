//! The style sheets' colours: any two databases can be told apart in every theme, also by people
//! who are colour-blind, and everything that says something has the contrast that it needs.

use std::collections::BTreeMap;

use follower_playground::platform::colours::COLOURS;
use follower_playground::view::pattern;

type Lab = [f64; 3];
type Matrix = [[f64; 3]; 3];

const THEMES: [&str; 3] = ["light", "dark", "projector"];

/// Kinds of sight, in linear RGB: Machado, Oliveira and Fernandes 2009, severity 1.0.
const SIGHTS: [(&str, Matrix); 4] = [
    ("usual", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ],
    ),
];

/// What the sheets say in a theme, by name.
struct Theme {
    name: &'static str,
    tokens: BTreeMap<String, String>,
}

impl Theme {
    fn read(name: &'static str) -> Theme {
        let mut tokens = BTreeMap::new();
        for sheet in ["tokens", "colours"] {
            let path = format!("static/css/{sheet}.css");
            let text = std::fs::read_to_string(&path).expect("it ships");
            for selector in [":root".to_owned(), format!(":root[data-theme=\"{name}\"]")] {
                tokens.extend(declared(&text, &selector));
            }
        }
        Theme { name, tokens }
    }

    /// A colour, in linear RGB.
    fn ink(&self, token: &str) -> [f64; 3] {
        let text = self.tokens.get(token).unwrap_or_else(|| panic!("{}: no {token}", self.name));
        let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6);
        let hex = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let hex = hex.unwrap_or_else(|| panic!("{}: {token} is {text}", self.name));
        [16, 8, 0].map(|shift| linear(f64::from(hex >> shift & 0xff) / 255.0))
    }

    /// The colour of a database's marks and dots.
    fn mark(&self, colour: &str) -> String {
        let mark = format!("mark-{colour}");
        if self.tokens.contains_key(&mark) { mark } else { format!("db-{colour}") }
    }

    fn contrast(&self, one: &str, other: &str) -> f64 {
        let [a, b] = [one, other].map(|token| luminance(self.ink(token)) + 0.05);
        a.max(b) / a.min(b)
    }

    /// What has less contrast than it needs: for each group its inks and its grounds.
    fn check(&self, need: f64, groups: &[(&[&str], &[&str])]) {
        let mut told = Vec::new();
        for (inks, grounds) in groups {
            for (ink, ground) in inks.iter().flat_map(|ink| grounds.iter().map(move |g| (ink, g))) {
                let has = self.contrast(ink, ground);
                if has < need {
                    told.push(format!("{ink} on {ground} has {has:.2} of {need}"));
                }
            }
        }
        assert!(told.is_empty(), "{}: {}", self.name, told.join("\n"));
    }

    /// What text needs, and what lines and marks need.
    fn needs(&self) -> (f64, f64) {
        if self.name == "projector" { (7.0, 4.5) } else { (4.5, 3.0) }
    }
}

/// The custom properties that a sheet declares for a selector.
fn declared(sheet: &str, selector: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut inside = false;
    for line in sheet.lines() {
        match line.strip_suffix(" {") {
            Some(opened) => inside = opened == selector,
            None if line == "}" => inside = false,
            None if inside => {
                let token = line.trim().strip_prefix("--").and_then(|rest| rest.split_once(": "));
                if let Some((name, value)) = token {
                    found.insert(name.to_owned(), value.trim_end_matches(';').to_owned());
                }
            }
            None => {}
        }
    }
    found
}

fn linear(share: f64) -> f64 {
    if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
}

fn times(matrix: Matrix, rgb: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(rgb).map(|(a, b)| a * b).sum())
}

fn luminance(rgb: [f64; 3]) -> f64 {
    0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]
}

/// CIELAB of a colour in linear RGB, for the white of sRGB (D65).
fn lab(rgb: [f64; 3]) -> Lab {
    const TO_XYZ: Matrix = [
        [0.412_456_4, 0.357_576_1, 0.180_437_5],
        [0.212_672_9, 0.715_152_2, 0.072_175_0],
        [0.019_333_9, 0.119_192_0, 0.950_304_1],
    ];
    let curve = |t: f64| {
        if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 }
    };
    let [x, y, z] = times(TO_XYZ, rgb);
    let [x, y, z] = [x / 0.95047, y, z / 1.08883].map(curve);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The difference of two colours by CIEDE2000; names as in Sharma, Wu and Dalal 2005.
fn differ([l1, a1, b1]: Lab, [l2, a2, b2]: Lab) -> f64 {
    let sevenths = |c: f64| (c.powi(7) / (c.powi(7) + 25_f64.powi(7))).sqrt();
    let g = 0.5 * (1.0 - sevenths((a1.hypot(b1) + a2.hypot(b2)) / 2.0));
    let (a1, a2) = (a1 * (1.0 + g), a2 * (1.0 + g));
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue = |a: f64, b: f64| b.atan2(a).to_degrees().rem_euclid(360.0);
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let grey = c1 * c2 == 0.0;
    let turn = if grey { 0.0 } else { (h2 - h1 + 180.0).rem_euclid(360.0) - 180.0 };
    let delta_h = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
    let (l, c) = ((l1 + l2) / 2.0, (c1 + c2) / 2.0);
    let h = if grey { h1 + h2 } else { h1 + turn / 2.0 };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0)
        - 0.20 * cos(4.0 * h - 63.0);
    let theta = 30.0 * (-((h.rem_euclid(360.0) - 275.0) / 25.0).powi(2)).exp();
    let square = (l - 50.0).powi(2);
    let dl = (l2 - l1) / (1.0 + 0.015 * square / (20.0 + square).sqrt());
    let dc = (c2 - c1) / (1.0 + 0.045 * c);
    let dh = delta_h / (1.0 + 0.015 * c * t);
    let rt = -(2.0 * theta).to_radians().sin() * 2.0 * sevenths(c);
    (dl * dl + dc * dc + dh * dh + rt * dc * dh).sqrt()
}

/// How two colours look apart to the eyes that see them least apart.
fn least_apart(one: [f64; 3], other: [f64; 3]) -> (f64, &'static str) {
    let seen = |sight: Matrix, rgb| lab(times(sight, rgb).map(|share| share.clamp(0.0, 1.0)));
    let apart = SIGHTS.map(|(name, sight)| (differ(seen(sight, one), seen(sight, other)), name));
    apart.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).expect("there are four")
}

#[test]
fn the_difference_is_that_of_ciede2000() {
    // Of table 1 of Sharma, Wu and Dalal 2005: pairs 1, 17, 19, 30 and 34.
    for (one, other, expected) in [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
        ([50.0, 2.5, 0.0], [56.0, -27.0, -3.0], 31.9030),
        ([90.9257, -0.5406, -0.9208], [88.6381, -0.8985, -0.7239], 1.5381),
        ([2.0776, 0.0795, -1.1350], [0.9033, -0.0636, -0.5514], 0.9082),
    ] {
        let found = differ(one, other);
        assert!((found - expected).abs() < 1e-4, "{one:?} {other:?}: {found}, not {expected}");
        assert!((differ(other, one) - found).abs() < 1e-9);
    }
    let white = lab([1.0; 3]);
    assert!((white[0] - 100.0).abs() < 0.01 && white[1].hypot(white[2]) < 0.02, "{white:?}");
}

#[test]
fn any_two_databases_differ_by_colour_or_by_pattern() {
    let mut told = Vec::new();
    for theme in THEMES.map(Theme::read) {
        for (at, one) in COLOURS.iter().enumerate() {
            for other in &COLOURS[..at] {
                if pattern::of(one) != pattern::of(other) {
                    continue;
                }
                let [a, b] = [one, other].map(|name| name.to_ascii_lowercase());
                let spines = [format!("db-{a}"), format!("db-{b}")];
                for [one, other] in [spines, [theme.mark(&a), theme.mark(&b)]] {
                    let (apart, sight) = least_apart(theme.ink(&one), theme.ink(&other));
                    if apart < 12.0 {
                        told.push(format!("{} {one} {other} {sight} {apart:.2}", theme.name));
                    }
                }
            }
        }
    }
    assert!(told.is_empty(), "\n{}", told.join("\n"));
}

#[test]
fn patterns_differ_in_gaps_and_in_corners() {
    let names = ["WHITE", "AQUA", "NAVY", "ORANGE"];
    for (at, one) in names.map(pattern::of).into_iter().enumerate() {
        assert_eq!(one.gaps().len(), at);
        for other in names.map(pattern::of).into_iter().take(at) {
            assert_ne!(one.corners(), other.corners());
        }
    }
}

#[test]
fn a_colour_is_what_its_name_says() {
    // Hues in degrees of CIELAB: red is about 40, yellow 90, green 150, blue 290, pink 0.
    let hues = [
        ("red", 15.0..45.0),
        ("orange", 50.0..75.0),
        ("amber", 70.0..90.0),
        ("yellow", 85.0..105.0),
        ("olive", 95.0..115.0),
        ("green", 135.0..160.0),
        ("teal", 180.0..215.0),
        ("aqua", 180.0..210.0),
        ("cyan", 205.0..245.0),
        ("blue", 270.0..300.0),
        ("navy", 270.0..305.0),
        ("violet", 295.0..312.0),
        ("purple", 305.0..325.0),
    ];
    for theme in THEMES.map(Theme::read) {
        let seen = |name: &str| lab(theme.ink(&format!("db-{name}")));
        for (name, range) in &hues {
            let [_, a, b] = seen(name);
            let hue = b.atan2(a).to_degrees().rem_euclid(360.0);
            assert!(range.contains(&hue) && a.hypot(b) > 20.0, "{} {name}: {hue}", theme.name);
        }
        for (name, light) in [
            ("black", 0.0..8.0),
            ("onyx", 10.0..28.0),
            ("charcoal", 20.0..45.0),
            ("gray", 50.0..70.0),
            ("silver", 78.0..88.0),
            ("white", 97.0..100.1),
        ] {
            let [l, a, b] = seen(name);
            assert!(light.contains(&l) && a.hypot(b) < 15.0, "{} {name}: {l}", theme.name);
        }
    }
}

#[test]
fn marks_and_dots_are_seen_on_what_they_stand_on() {
    for theme in THEMES.map(Theme::read) {
        let marks = COLOURS.map(|name| theme.mark(&name.to_ascii_lowercase()));
        let marks: Vec<&str> = marks.iter().map(String::as_str).collect();
        theme.check(theme.needs().1, &[(&marks, &["tape", "zone", "paper"])]);
    }
}

#[test]
fn lines_are_seen_on_what_they_stand_on() {
    for theme in THEMES.map(Theme::read) {
        // The edge is the outline of every spine and every line of the chart.
        theme.check(
            theme.needs().1,
            &[
                (&["edge", "accent", "warn", "bad"], &["paper", "zone", "card"]),
                (&["ok", "warn", "bad", "accent", "ink3"], &["tape", "row"]),
            ],
        );
    }
}

#[test]
fn texts_can_be_read_on_what_they_stand_on() {
    for theme in THEMES.map(Theme::read) {
        theme.check(
            theme.needs().0,
            &[
                (&["ink"], &["paper", "card", "row", "warn-soft", "bad-soft"]),
                (&["ink"], &["warn-bar", "bad-bar", "ok-soft"]),
                (&["ink2"], &["paper", "card", "row", "warn-soft", "bad-soft"]),
                (&["ink3"], &["paper", "card", "zone", "row", "bad-soft"]),
                (&["accent"], &["card", "accent-soft"]),
                (&["warn"], &["card", "warn-soft"]),
                (&["bad"], &["paper", "card", "bad-soft"]),
                (&["press-ink"], &["press"]),
                (&["term-ink", "term-dim", "term-good", "term-warn", "term-bad"], &["term"]),
                (&["term-prompt"], &["term", "term-rule"]),
            ],
        );
    }
}

#[test]
fn what_the_check_finds_wanting_it_names() {
    let theme = Theme::read("light");
    let told = std::panic::catch_unwind(|| theme.check(4.5, &[(&["rule"], &["paper"])]));
    let told = told.expect_err("a rule is no text");
    let told = told.downcast_ref::<String>().expect("a sentence");
    assert!(told.contains("rule on paper has 1."), "{told}");
    let (apart, sight) = least_apart(theme.ink("db-red"), theme.ink("db-red"));
    assert!(apart < 1e-9, "{apart} {sight}");
}
