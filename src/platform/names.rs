//! Names: which app or database a typed word means, as the real tool resolves it.

use super::app::{App, DATABASE_URL, ProcessType};
use super::database_url::{DatabaseUrl, is_same, without_scheme};
use super::ids::{AppId, DatabaseId};
use super::{Platform, Refusal};

impl Platform {
    /// The app on Heroku of this name.
    ///
    /// # Errors
    /// No app has it, or one outside Heroku.
    pub fn find_app(&self, name: &str) -> Result<AppId, Refusal> {
        let found = self.apps().find(|(_, app)| app.name == name);
        let on_heroku = || self.apps().filter(|(_, app)| !app.outside);
        found.filter(|(_, app)| !app.outside).map(|(id, _)| id).ok_or_else(|| Refusal::UnknownApp {
            typed: name.to_owned(),
            is_outside: found.is_some(),
            known: on_heroku().map(|(_, app)| app.name.clone()).collect(),
        })
    }

    /// The database that an app's `DATABASE_URL` names.
    pub fn primary(&self, app: AppId) -> Option<DatabaseId> {
        self.named_by(self.app(app), DATABASE_URL)
    }

    /// The database that an app's `DATABASE_URL` names.
    ///
    /// # Errors
    /// It names none.
    pub fn expect_primary(&self, app: AppId) -> Result<DatabaseId, Refusal> {
        let options: Vec<String> =
            self.database_vars(app).iter().map(|(name, _)| (*name).to_owned()).collect();
        let own = self.primary(app).filter(|id| self.database(*id).app == app);
        own.ok_or(match options.is_empty() {
            true => self.no_databases(app),
            false => Refusal::NoPrimary { options },
        })
    }

    /// Why an app that owns no database cannot name one.
    fn no_databases(&self, app: AppId) -> Refusal {
        Refusal::NoDatabases { borrowed: self.borrowed(app) }
    }

    /// A database as an app's tool names it: by the app's config var that has its URL, and
    /// otherwise by where it is (docs/heroku.md#names).
    pub fn name_to(&self, app: AppId, id: DatabaseId) -> Result<String, String> {
        let mut names =
            self.vars_with_urls(app).filter(|(name, named)| *named == id && *name != DATABASE_URL);
        match names.next() {
            Some((name, _)) => Ok(name.to_owned()),
            None => {
                let url = DatabaseUrl::parse(&self.database(id).url).unwrap_or_default();
                Err(format!("Database on {}", url.place))
            }
        }
    }

    /// The database whose URL is the value of this config var.
    pub fn named_by(&self, app: &App, config_var: &str) -> Option<DatabaseId> {
        self.by_url(app.config.get(config_var)?)
    }

    /// The process types of an app that would write to a database now.
    pub fn writers_of(&self, app: AppId, id: DatabaseId) -> Vec<&str> {
        let app = self.app(app);
        let writes = |process: &&ProcessType| {
            let is_stopped = app.maintenance && (app.outside || process.is_web());
            let runs = !is_stopped && !process.dynos.is_empty();
            runs && self.named_by(app, &process.writes_to) == Some(id)
        };
        app.formation.iter().filter(writes).map(|process| process.name.as_str()).collect()
    }

    /// The config vars of all apps with this URL of a database: `READ_DATABASE_URL of tempura`.
    pub fn holders_of(&self, url: &str) -> Vec<(AppId, &str)> {
        let mut holders = Vec::new();
        for (id, app) in self.apps() {
            let vars = app.config.iter().filter(|(_, value)| is_same(value, url));
            holders.extend(vars.map(|(name, _)| (id, name)));
        }
        holders
    }

    pub fn by_url(&self, url: &str) -> Option<DatabaseId> {
        self.databases().find(|(_, database)| is_same(&database.url, url)).map(|(id, _)| id)
    }

    /// The config vars of an app that name databases which it owns, sorted by name: what it has by
    /// `config:set` from another app is no add-on, so the tool does not know it
    /// (docs/heroku.md#several-apps).
    pub fn database_vars(&self, app: AppId) -> Vec<(&str, DatabaseId)> {
        self.vars_with_urls(app).filter(|(_, id)| self.database(*id).app == app).collect()
    }

    /// The config vars of an app that hold URLs of databases, its own or not.
    fn vars_with_urls(&self, app: AppId) -> impl Iterator<Item = (&str, DatabaseId)> {
        let vars = self.app(app).config.iter();
        vars.filter(|(name, _)| *name == DATABASE_URL || name.starts_with("HEROKU_POSTGRESQL_"))
            .filter_map(|(name, url)| Some((name, self.by_url(url)?)))
    }

    /// The database of another app whose URL is an app's `DATABASE_URL`: `shop::CHARCOAL`.
    pub fn borrowed(&self, app: AppId) -> Option<String> {
        let it = self.database(self.primary(app)?);
        (it.app != app).then(|| format!("{}::{}", self.app(it.app).name, it.colour))
    }

    /// The database that a word means to an app: a config var with or without `_URL`, a colour, a
    /// unique part of a name, `APP::NAME`, or a URL; any case (docs/heroku.md#names).
    pub fn resolve(&self, app: AppId, typed: &str) -> Result<DatabaseId, Refusal> {
        if without_scheme(typed).is_some() {
            return self.by_url(typed).ok_or(Refusal::UnknownUrl);
        }
        if let Some((other, name)) = typed.split_once("::")
            && !other.contains(':')
        {
            return self.resolve(self.find_app(other)?, name);
        }
        let vars = self.database_vars(app);
        if vars.is_empty() {
            return Err(self.no_databases(app));
        }
        let wanted = typed.to_ascii_uppercase();
        let is_named = |name: &str, wanted: &str| name.strip_suffix("_URL") == Some(wanted);
        let by_name = vars.iter().find(|(name, _)| *name == wanted || is_named(name, &wanted));
        let addon = format!("HEROKU_POSTGRESQL_{wanted}");
        if let Some((_, id)) =
            by_name.or_else(|| vars.iter().find(|(name, _)| is_named(name, &addon)))
        {
            return Ok(*id);
        }
        let names =
            |vars: &[(&str, DatabaseId)]| vars.iter().map(|(name, _)| (*name).to_owned()).collect();
        let (typed, options) = (typed.to_owned(), names(&vars));
        let mut fits = vars;
        fits.retain(|(name, _)| !wanted.is_empty() && name.contains(&wanted));
        match fits.as_slice() {
            [] => {
                let found = self.databases().find(|(_, database)| database.colour == wanted);
                let elsewhere = found.filter(|(_, database)| database.app != app);
                let elsewhere = elsewhere.map(|(_, database)| {
                    format!("{}::{}", self.app(database.app).name, database.colour)
                });
                Err(Refusal::UnknownDatabase { typed, options, elsewhere })
            }
            // Two names of one database leave no doubt about which is meant.
            [(_, id), rest @ ..] if rest.iter().all(|(_, other)| other == id) => Ok(*id),
            _ => Err(Refusal::AmbiguousDatabase { typed, fits: names(&fits), options }),
        }
    }

    /// The add-on of an app that a word means: its name, its colour, or a part of one colour
    /// alone; any case, with or without `_URL` (docs/heroku.md#addon-names). Config vars do not
    /// matter.
    pub fn resolve_addon(&self, app: AppId, typed: &str) -> Result<DatabaseId, Refusal> {
        let wanted = typed.to_ascii_uppercase();
        let wanted = wanted.strip_prefix("HEROKU_POSTGRESQL_").unwrap_or(&wanted);
        let wanted = wanted.strip_suffix("_URL").unwrap_or(wanted);
        let own = || self.databases().filter(|(_, database)| database.app == app);
        if let Some((id, _)) = own().find(|(_, database)| database.colour == wanted) {
            return Ok(id);
        }
        let mut fits =
            own().filter(|(_, database)| !wanted.is_empty() && database.colour.contains(wanted));
        match (fits.next(), fits.next()) {
            (Some((id, _)), None) => Ok(id),
            _ => Err(Refusal::UnknownAddon { typed: typed.to_owned() }),
        }
    }
}
