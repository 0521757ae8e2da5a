//! Pictures of the screen, and what can be seen in them.

/// A colour.
pub type Colour = [u8; 3];

/// A part of a picture: left, top, width, height.
#[derive(Clone, Copy, Debug)]
pub struct Area {
    pub x: u32,
    pub y: u32,
    pub w: u32,
    pub h: u32,
}

/// A picture of the screen.
pub struct Picture {
    width: u32,
    pixels: Vec<u8>,
    channels: usize,
}

impl Picture {
    pub fn decode(png: &[u8]) -> Picture {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("it has a size")];
        let info = reader.next_frame(&mut pixels).expect("it has a frame");
        let channels = info.color_type.samples();
        Picture { width: info.width, pixels, channels }
    }

    pub fn at(&self, x: u32, y: u32) -> Colour {
        let at = (y * self.width + x) as usize * self.channels;
        [self.pixels[at], self.pixels[at + 1], self.pixels[at + 2]]
    }

    fn each(area: Area) -> impl Iterator<Item = (u32, u32)> {
        (area.y..area.y + area.h).flat_map(move |y| (area.x..area.x + area.w).map(move |x| (x, y)))
    }

    /// How many pixels of an area are of about this colour.
    pub fn count(&self, area: Area, colour: Colour) -> usize {
        Self::each(area).filter(|(x, y)| is_like(self.at(*x, *y), colour)).count()
    }

    /// How many pixels of an area differ from a colour by so much at most, in each of its parts.
    pub fn count_near(&self, area: Area, colour: Colour, most: u8) -> usize {
        let near = |(x, y): &(u32, u32)| {
            self.at(*x, *y).iter().zip(colour).all(|(a, b)| a.abs_diff(b) <= most)
        };
        Self::each(area).filter(near).count()
    }

    /// How many pixels of an area differ between two pictures.
    pub fn differs(&self, other: &Picture, area: Area) -> usize {
        Self::each(area).filter(|(x, y)| !is_like(self.at(*x, *y), other.at(*x, *y))).count()
    }

    /// For each column of an area, how many of its pixels are of about this colour.
    pub fn columns(&self, area: Area, colour: Colour) -> Vec<usize> {
        let column = |x| (area.y..area.y + area.h).filter(move |y| is_like(self.at(x, *y), colour));
        (area.x..area.x + area.w).map(|x| column(x).count()).collect()
    }
}

/// Whether two colours look the same.
fn is_like(one: Colour, other: Colour) -> bool {
    one.iter().zip(other).all(|(a, b)| a.abs_diff(b) <= 14)
}

/// By how many pixels to the left `later` is `earlier` moved on: the shift at which they agree
/// best, and the share of columns that agree then.
pub fn shift(earlier: &[usize], later: &[usize]) -> (usize, f64) {
    let agreement = |by: usize| {
        let pairs = earlier[by..].iter().zip(later);
        let same = pairs.clone().filter(|(a, b)| a.abs_diff(**b) <= 2).count();
        same as f64 / pairs.count() as f64
    };
    let most = earlier.len() / 2;
    let best = (0..most).max_by(|a, b| agreement(*a).total_cmp(&agreement(*b)));
    let best = best.expect("there are columns");
    (best, agreement(best))
}
