//! A link as a QR code: which modules are dark, and the code as a path of SVG.

use std::fmt;

use qrcodegen::{Mask, QrCodeEcc, QrSegment, Version};

/// The longest text in bytes: codes of more are too fine for a phone that reads them off a screen.
pub const MOST: usize = 1_000;

/// A QR code.
#[derive(Clone, PartialEq, Eq)]
pub struct QrCode {
    code: qrcodegen::QrCode,
}

impl fmt::Debug for QrCode {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "QrCode of {} modules", self.size())
    }
}

impl QrCode {
    /// The code of a text.
    ///
    /// # Errors
    /// That the text is too long, and what to do.
    pub fn of(text: &str) -> Result<QrCode, String> {
        let too_long = || {
            format!(
                "The link has {} characters, and more than {MOST} make a code that no phone reads \
                 off a screen. Copy the link, or take the file.",
                text.len()
            )
        };
        if text.len() > MOST {
            return Err(too_long());
        }
        let segments = [QrSegment::make_bytes(text.as_bytes())];
        // A screen has no scratches: the least correction, and so the fewest modules.
        let code = qrcodegen::QrCode::encode_segments_advanced(
            &segments,
            QrCodeEcc::Low,
            Version::MIN,
            Version::MAX,
            Some(Mask::new(0)),
            false,
        );
        code.map(|code| QrCode { code }).map_err(|_| too_long())
    }

    /// Modules in a row, without the margin of four that a reader needs around them.
    pub fn size(&self) -> usize {
        self.code.size() as usize
    }

    /// Whether the module in this column and row is dark; none is outside of the code.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.size() && y < self.size() && self.code.get_module(x as i32, y as i32)
    }

    /// The dark modules as a path of SVG, a module being one long.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for y in 0..self.size() {
            let mut x = 0;
            while x < self.size() {
                let width = (x..self.size()).take_while(|x| self.is_dark(*x, y)).count();
                if width > 0 {
                    path += &format!("M{x} {y}h{width}v1H{x}z");
                }
                x += width + 1;
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_has_every_dark_module_once() {
        let code = QrCode::of("WHITE").expect("it fits");
        let mut drawn = vec![false; code.size() * code.size()];
        for part in code.path().split('M').skip(1) {
            let numbers: Vec<usize> = part
                .split(|c: char| !c.is_ascii_digit())
                .filter_map(|number| number.parse().ok())
                .collect();
            let [x, y, wide, 1, back] = numbers[..] else { panic!("{part}") };
            assert_eq!(x, back);
            (x..x + wide).for_each(|x| drawn[y * code.size() + x] = true);
        }
        for (at, drawn) in drawn.iter().enumerate() {
            assert_eq!(*drawn, code.is_dark(at % code.size(), at / code.size()));
        }
    }

    #[test]
    fn what_is_too_long_is_told() {
        let why = QrCode::of(&"x".repeat(MOST + 1)).expect_err("it is too long");
        assert!(why.contains("1001 characters") && why.contains("file"), "{why}");
    }
}
