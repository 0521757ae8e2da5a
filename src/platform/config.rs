//! Config vars: names with values, sorted by name.

/// The config vars of an app, in a list that is kept sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ConfigVars {
    vars: Vec<(String, String)>,
}

impl ConfigVars {
    /// The value of a config var.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.find(name).ok().map(|at| self.vars[at].1.as_str())
    }

    /// Sets a config var.
    pub fn set(&mut self, name: &str, value: &str) {
        match self.find(name) {
            Ok(at) => self.vars[at].1 = value.to_owned(),
            Err(at) => self.vars.insert(at, (name.to_owned(), value.to_owned())),
        }
    }

    /// Takes a config var away.
    pub fn unset(&mut self, name: &str) {
        if let Ok(at) = self.find(name) {
            self.vars.remove(at);
        }
    }

    /// All of them, by name.
    pub fn all(&self) -> &[(String, String)] {
        &self.vars
    }

    fn find(&self, name: &str) -> Result<usize, usize> {
        self.vars.binary_search_by(|(other, _)| other.as_str().cmp(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vars_are_set_and_unset_and_stay_sorted() {
        let mut vars = ConfigVars::default();
        for (name, value) in [("B", "1"), ("A", "2"), ("B", "3"), ("C", "4")] {
            vars.set(name, value);
        }
        vars.unset("C");
        vars.unset("D");
        let all: Vec<_> = vars.all().iter().map(|(n, v)| format!("{n}={v}")).collect();
        assert_eq!(all, ["A=2", "B=3"]);
        assert_eq!((vars.get("B"), vars.get("C")), (Some("3"), None));
    }
}
