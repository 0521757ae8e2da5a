//! Names: which database a typed word means, as the real tool resolves it.

use super::app::{App, AppId, DATABASE_URL};
use super::database::DatabaseId;
use super::{Platform, Refusal};

impl Platform {
    /// The app of that name.
    pub fn find_app(&self, name: &str) -> Result<AppId, Refusal> {
        self.apps().find(|(_, app)| app.name == name).map(|(id, _)| id).ok_or_else(|| {
            Refusal::UnknownApp {
                typed: name.to_owned(),
                known: self.apps().map(|(_, app)| app.name.clone()).collect(),
            }
        })
    }

    /// The database that an app's `DATABASE_URL` names.
    pub fn primary(&self, app: AppId) -> Option<DatabaseId> {
        self.named_by(self.app(app), DATABASE_URL)
    }

    /// The database whose URL is the value of this config var.
    pub fn named_by(&self, app: &App, config_var: &str) -> Option<DatabaseId> {
        self.by_url(app.config.get(config_var)?)
    }

    /// The database with this URL.
    pub fn by_url(&self, url: &str) -> Option<DatabaseId> {
        self.databases().find(|(_, database)| database.url == url).map(|(id, _)| id)
    }

    /// The config vars of an app that name databases, sorted.
    pub fn database_vars(&self, app: AppId) -> Vec<(&str, DatabaseId)> {
        let app = self.app(app);
        let mut named = Vec::new();
        for (name, url) in app.config.all() {
            let is_name = name == DATABASE_URL || name.starts_with("HEROKU_POSTGRESQL_");
            if let Some(id) = self.by_url(url).filter(|_| is_name) {
                named.push((name.as_str(), id));
            }
        }
        named
    }

    /// The database that a word means to an app: a config var with or without `_URL`, a colour, a
    /// unique part of a name, `APP::NAME`, or a URL; any case (`facts/heroku.md`, sections 5, 6).
    pub fn resolve(&self, app: AppId, typed: &str) -> Result<DatabaseId, Refusal> {
        if typed.starts_with("postgres://") || typed.starts_with("postgresql://") {
            return self.by_url(typed).ok_or(Refusal::UnknownUrl);
        }
        if let Some((other, rest)) = typed.split_once(':')
            && let Some(name) = rest.strip_prefix(':')
        {
            return self.resolve(self.find_app(other)?, name);
        }
        let vars = self.database_vars(app);
        if vars.is_empty() {
            return Err(Refusal::NoDatabases);
        }
        let wanted = typed.to_ascii_uppercase();
        for (name, id) in &vars {
            if *name == wanted || name.strip_suffix("_URL") == Some(&wanted) {
                return Ok(*id);
            }
        }
        let colour = format!("HEROKU_POSTGRESQL_{wanted}");
        for (name, id) in &vars {
            if name.strip_suffix("_URL") == Some(&colour) {
                return Ok(*id);
            }
        }
        let (mut fits, mut options, mut found) = (Vec::new(), Vec::new(), None);
        let mut is_clear = true;
        for (name, id) in vars {
            if has(name, &wanted) {
                fits.push(name.to_owned());
                // Two names of one database are no doubt about which is meant.
                is_clear &= *found.get_or_insert(id) == id;
            }
            options.push(name.to_owned());
        }
        let typed = typed.to_owned();
        match found {
            None => Err(Refusal::UnknownDatabase { typed, options }),
            Some(id) if is_clear => Ok(id),
            Some(_) => Err(Refusal::AmbiguousDatabase { typed, fits, options }),
        }
    }

    /// The add-on of an app that a word means: its name, its colour, or a part of one colour
    /// alone; any case, with or without `_URL` (`facts/heroku.md`, 1.2). Config vars do not matter.
    pub fn resolve_addon(&self, app: AppId, typed: &str) -> Result<DatabaseId, Refusal> {
        let wanted = typed.to_ascii_uppercase();
        let wanted = wanted.strip_prefix("HEROKU_POSTGRESQL_").unwrap_or(&wanted);
        let wanted = wanted.strip_suffix("_URL").unwrap_or(wanted);
        let (mut part, mut parts) = (None, 0);
        for (id, database) in self.databases().filter(|(_, database)| database.app == app) {
            if database.colour == wanted {
                return Ok(id);
            }
            if has(&database.colour, wanted) {
                part = Some(id);
                parts += 1;
            }
        }
        let unknown = || Refusal::UnknownAddon { typed: typed.to_owned() };
        part.filter(|_| parts == 1).ok_or_else(unknown)
    }
}

/// Texts one after the other. As with [`has`], the library's `join` and `concat` are faster
/// and larger.
pub trait Joined {
    /// The texts in one, with this between any two.
    fn joined(&self, between: &str) -> String;
}

impl<S: AsRef<str>> Joined for [S] {
    fn joined(&self, between: &str) -> String {
        let mut text = String::new();
        for (at, part) in self.iter().enumerate() {
            text += if at > 0 { between } else { "" };
            text += part.as_ref();
        }
        text
    }
}

/// A text with each `%` replaced by the next of these words. A call costs the download a third of
/// what `format` does.
pub fn put(text: &str, words: &[&str]) -> String {
    let (mut filled, mut words) = (String::new(), words.iter());
    for c in text.chars() {
        if c == '%' {
            filled += words.next().unwrap_or(&"");
        } else {
            filled.push(c);
        }
    }
    filled
}

/// Whether a name has this part, which is not empty. The standard library's search is faster, and
/// larger: see `src/lib.rs`.
pub fn has(name: &str, part: &str) -> bool {
    let (name, part) = (name.as_bytes(), part.as_bytes());
    !part.is_empty() && name.windows(part.len()).any(|window| window == part)
}
