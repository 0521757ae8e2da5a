//! The arguments and flags that were typed after the name of a command.

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Args {
    pub(super) positional: Vec<String>,
    pub(super) flags: Vec<(&'static str, Option<String>)>,
    /// Flags that were typed as `follow=WHITE`.
    pub(super) bare_flags: Vec<String>,
}

impl Args {
    /// The argument at this place, from 0.
    pub fn positional(&self, at: usize) -> Option<&str> {
        self.positional.get(at).map(String::as_str)
    }

    /// All positional arguments.
    pub fn all(&self) -> &[String] {
        &self.positional
    }

    /// Whether a flag was given.
    pub fn has(&self, long: &str) -> bool {
        self.flags.iter().any(|(name, _)| *name == long)
    }

    /// How often a flag was given.
    pub fn count(&self, long: &str) -> usize {
        self.flags.iter().filter(|(name, _)| *name == long).count()
    }

    /// The value of a flag; the last one wins.
    pub fn value(&self, long: &str) -> Option<&str> {
        let (_, value) = self.flags.iter().rev().find(|(name, _)| *name == long)?;
        value.as_deref()
    }
}
