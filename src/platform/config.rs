//! Config vars: names with values, sorted by name.

use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ConfigVars {
    vars: BTreeMap<String, String>,
}

impl ConfigVars {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.vars.get(name).map(String::as_str)
    }

    pub fn set(&mut self, name: &str, value: &str) {
        self.vars.insert(name.to_owned(), value.to_owned());
    }

    pub fn unset(&mut self, name: &str) {
        self.vars.remove(name);
    }

    pub fn is_empty(&self) -> bool {
        self.vars.is_empty()
    }

    /// Names and values, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.vars.iter().map(|(name, value)| (name.as_str(), value.as_str()))
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
        assert_eq!(vars.iter().collect::<Vec<_>>(), [("A", "2"), ("B", "3")]);
        assert_eq!((vars.get("B"), vars.get("C")), (Some("3"), None));
    }
}
