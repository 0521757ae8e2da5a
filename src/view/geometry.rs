//! Points, rectangles and curves, in CSS pixels.

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub x: f32,
    pub y: f32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    pub x: f32,
    pub y: f32,
    pub w: f32,
    pub h: f32,
}

impl Rect {
    pub fn right(&self) -> f32 {
        self.x + self.w
    }

    pub fn bottom(&self) -> f32 {
        self.y + self.h
    }

    /// The middle of its height.
    pub fn middle(&self) -> f32 {
        self.y + self.h / 2.0
    }

    /// This rectangle, larger by so much on each side.
    pub fn grown(&self, by: f32) -> Rect {
        Rect { x: self.x - by, y: self.y - by, w: self.w + 2.0 * by, h: self.h + 2.0 * by }
    }

    /// Whether a point lies inside.
    pub fn has(&self, x: f32, y: f32) -> bool {
        x >= self.x && x < self.right() && y >= self.y && y < self.bottom()
    }

    /// Whether two rectangles share more than an edge.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// Whether another rectangle lies inside this one.
    pub fn holds(&self, other: &Rect) -> bool {
        other.x >= self.x
            && other.y >= self.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }
}

/// A cubic Bézier curve: start, two control points, end.
pub type Bezier = [Point; 4];

/// Cubic Bézier curves, each from where the one before ends; there is at least one.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    pub parts: Vec<Bezier>,
}

impl Curve {
    /// A curve through these points, which is level at each. There is at least one.
    pub fn through(points: &[Point]) -> Curve {
        let mut parts = Vec::new();
        let mut from = points[0];
        for &to in &points[1..] {
            let x = (from.x + to.x) / 2.0;
            parts.push([from, Point { x, ..from }, Point { x, ..to }, to]);
            from = to;
        }
        Curve { parts }
    }

    /// The point at a share of the curve's length, 0 to 1. Within a part shares are even along the
    /// parameter, which is near enough to even along the curve for what moves on it.
    pub fn at(&self, share: f32) -> Point {
        let mut left = share * self.length();
        let mut end = Point::default();
        for part in &self.parts {
            let length = length(part);
            if left < length {
                return point(part, left / length);
            }
            left -= length;
            end = part[3];
        }
        end
    }

    /// The length, near enough.
    pub fn length(&self) -> f32 {
        self.parts.iter().map(length).sum()
    }

    /// The curve as the attribute `d` of an SVG path.
    pub fn path(&self) -> String {
        let part = |part: &Bezier| {
            let [a, b, c, d] = part.map(|p| pair(p.x, p.y));
            format!("M{a} C{b} {c} {d}")
        };
        self.parts.iter().map(part).collect()
    }
}

fn point(part: &Bezier, t: f32) -> Point {
    let u = 1.0 - t;
    let weights = [u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t];
    let sum = |pick: fn(&Point) -> f32| {
        part.iter().zip(weights).map(|(point, weight)| pick(point) * weight).sum()
    };
    Point { x: sum(|point| point.x), y: sum(|point| point.y) }
}

fn length(part: &Bezier) -> f32 {
    const STEPS: u8 = 16;
    let mut length = 0.0;
    let mut last = part[0];
    for step in 1..=STEPS {
        let next = point(part, f32::from(step) / f32::from(STEPS));
        length += (next.x - last.x).hypot(next.y - last.y);
        last = next;
    }
    length
}

/// A length as an SVG attribute has it: to a tenth of a pixel, halves away from zero.
pub fn px(value: f32) -> String {
    // Adding zero turns a negative zero into the plain one.
    format!("{:.1}", (value * 10.0).round() / 10.0 + 0.0)
}

/// A point as the attribute `d` of a path has it.
pub fn pair(x: f32, y: f32) -> String {
    format!("{} {}", px(x), px(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_begins_and_ends_at_its_ends() {
        let (from, to) = (Point { x: 0.0, y: 0.0 }, Point { x: 100.0, y: 50.0 });
        let curve = Curve::through(&[from, to]);
        assert_eq!((curve.at(0.0), curve.at(1.0)), (from, to));
        assert!((110.0..130.0).contains(&curve.length()));
        assert_eq!(curve.path(), "M0.0 0.0 C50.0 0.0 50.0 50.0 100.0 50.0");
    }

    #[test]
    fn a_curve_goes_through_its_points_and_shares_are_of_its_length() {
        let points = [(0.0, 50.0), (60.0, 0.0), (260.0, 0.0), (320.0, 50.0)];
        let points = points.map(|(x, y)| Point { x, y });
        let curve = Curve::through(&points);
        assert_eq!((curve.at(0.0), curve.at(1.0)), (points[0], points[3]));
        let half = curve.at(0.5);
        assert!((half.x - 160.0).abs() < 2.0 && half.y.abs() < 0.1, "{half:?}");
    }

    #[test]
    fn lengths_are_to_a_tenth_of_a_pixel() {
        assert_eq!([px(0.25), px(-0.25), px(-0.04)], ["0.3", "-0.3", "0.0"]);
        assert_eq!(pair(12.0, 1_136.349), "12.0 1136.3");
    }

    #[test]
    fn rectangles_that_touch_do_not_overlap() {
        let one = Rect { x: 0.0, y: 0.0, w: 10.0, h: 10.0 };
        let beside = Rect { x: 10.0, ..one };
        let within = Rect { x: 2.0, y: 2.0, w: 3.0, h: 3.0 };
        assert!(!one.overlaps(&beside) && one.overlaps(&within));
        assert!(one.holds(&within) && !one.holds(&beside));
    }
}
