//! How long a frame may work on what need not end in it, such as the way to the end of a long run.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

/// Milliseconds that a frame may work; of the 16 that it lasts the rest is for the picture.
const LONGEST: f64 = 10.0;

/// Slices of work in a frame where nobody measures time.
const SLICES: f64 = 64.0;

/// Says how many milliseconds have passed, since whenever. The page hands over the browser's; until
/// then each look at it takes the same share of a frame, so that tests do not depend on a machine.
#[derive(Clone)]
pub(super) struct Stopwatch(Rc<dyn Fn() -> f64>);

impl Stopwatch {
    pub fn new(passed: impl Fn() -> f64 + 'static) -> Stopwatch {
        Stopwatch(Rc::new(passed))
    }

    /// Begins the work of a frame: what comes back says whether there is time for more of it. The
    /// first time there always is.
    pub fn has_time(&self) -> impl FnMut() -> bool + use<> {
        let passed = self.0.clone();
        let mut end = None;
        move || {
            let now = passed();
            now < *end.get_or_insert(now + LONGEST)
        }
    }
}

impl Default for Stopwatch {
    fn default() -> Stopwatch {
        let looks = Cell::new(0.0);
        Stopwatch::new(move || {
            looks.set(looks.get() + 1.0);
            looks.get() * LONGEST / SLICES
        })
    }
}

impl fmt::Debug for Stopwatch {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Stopwatch")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many slices are done in a frame when each takes so many milliseconds.
    fn slices(millis: f64) -> u32 {
        let now = Rc::new(Cell::new(5.0));
        let clock = now.clone();
        let mut has_time = Stopwatch::new(move || clock.get()).has_time();
        let mut slices = 0;
        while has_time() {
            slices += 1;
            now.set(now.get() + millis);
        }
        slices
    }

    #[test]
    fn a_frame_does_as_much_as_the_machine_can_and_at_least_one_slice() {
        assert_eq!((slices(0.5), slices(4.0), slices(9_000.0)), (20, 3, 1));
    }

    #[test]
    fn where_nobody_measures_each_frame_does_the_same() {
        let stopwatch = Stopwatch::default();
        for _ in 0..3 {
            let mut has_time = stopwatch.has_time();
            assert_eq!((0..1_000).take_while(|_| has_time()).count(), 64);
        }
    }
}
