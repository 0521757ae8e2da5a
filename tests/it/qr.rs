//! QR codes: a library that reads them sees the text they were made of.

use crate::{links, support};
use follower_playground::share::link;
use follower_playground::share::qr_code::{MOST, QrCode};

/// What is seen in a picture of a code.
fn seen(code: &QrCode) -> String {
    const MODULE: usize = 4;
    let wide = (code.size() + 8) * MODULE;
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(wide, wide, |x, y| {
        let inside = |at: usize| (at / MODULE).wrapping_sub(4);
        let (x, y) = (inside(x), inside(y));
        let dark = x < code.size() && y < code.size() && code.is_dark(x, y);
        if dark { 0 } else { 255 }
    });
    let grids = picture.detect_grids();
    assert_eq!(grids.len(), 1, "a code of {} modules is one", code.size());
    grids[0].decode().expect("it can be read").1
}

#[test]
fn a_code_of_any_length_can_be_read() {
    let letters = "run=1.WTDojyTsrMK-oUnWmmKSH7kU63nVt03tJySnJKOX6soCIp2KVaw4GQ2HfawG2ZJIl7s";
    let text: String = letters.chars().cycle().take(MOST).collect();
    for length in (1..MOST).step_by(13).chain([17, 18, 19, 78, 79, 271, 272, MOST]) {
        let text = text.get(..length).expect("it is long enough");
        assert_eq!(seen(&QrCode::of(text).expect("it fits")), text, "{length}");
    }
    let address = "https://example.org/päge/?a=1#run=1.A";
    assert_eq!(seen(&QrCode::of(address).expect("it fits")), address);
}

#[test]
fn the_code_of_a_link_is_the_link() {
    let scenario = support::scenario("followers");
    for seed in 0..20 {
        let saved = links::random(&scenario, seed, 4 * seed as u32, 5);
        let link = format!("https://example.org/playground/#{}", link::link(&saved));
        let code = QrCode::of(&link).expect("it fits");
        assert_eq!(seen(&code), link, "{seed}");
        assert_eq!(link::read(&link), Ok(saved));
    }
}
