//! The connection of an app to the database that one of its config vars names: where its writes and
//! reads go, or why they go nowhere.

use super::Platform;
use super::database_url::DatabaseUrl;
use super::ids::{AppId, DatabaseId};
use crate::sim::ServerError;

/// Why an app cannot use the database of a config var.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DatabaseError {
    /// The config var is not set, or names no database.
    NoDatabase,
    /// The config var has the URL that this database had before its credentials changed.
    OldPassword(DatabaseId),
    /// The server of the database refuses.
    Server(ServerError),
}

impl From<ServerError> for DatabaseError {
    fn from(error: ServerError) -> Self {
        Self::Server(error)
    }
}

impl Platform {
    /// The database that takes what an app writes by this config var now.
    ///
    /// # Errors
    /// Why none does.
    pub fn write_target(&self, app: AppId, config_var: &str) -> Result<DatabaseId, DatabaseError> {
        let id = self.connect(app, config_var)?;
        self.fleet.takes_writes(self.database(id).server)?;
        Ok(id)
    }

    /// The database that answers the reads of an app now.
    ///
    /// # Errors
    /// Why none does.
    pub fn read_target(&self, app: AppId) -> Result<DatabaseId, DatabaseError> {
        let id = self.connect(app, self.app(app).read_var())?;
        self.fleet.takes_reads(self.database(id).server)?;
        Ok(id)
    }

    /// The database that a config var of an app names, if it has the URL that this has now.
    fn connect(&self, app: AppId, config_var: &str) -> Result<DatabaseId, DatabaseError> {
        let url = self.app(app).config.get(config_var).unwrap_or_default();
        if let Some(id) = self.by_url(url) {
            return Ok(id);
        }
        let place = |url| DatabaseUrl::parse(url).map(|parts| parts.place);
        let held = place(url).ok_or(DatabaseError::NoDatabase)?;
        let former = self.databases().find(|(_, database)| place(&database.url) == Some(held));
        Err(former.map_or(DatabaseError::NoDatabase, |(id, _)| DatabaseError::OldPassword(id)))
    }

    /// Why an app cannot use the database of a config var, in words: `CHARCOAL is stopped`.
    pub fn why_not(&self, app: AppId, config_var: &str, error: DatabaseError) -> String {
        let named = self.named_by(self.app(app), config_var);
        let database = named.map_or(config_var, |id| &self.database(id).colour);
        match error {
            DatabaseError::NoDatabase => format!("{config_var} points to no database"),
            DatabaseError::OldPassword(id) => {
                format!("{config_var} has an old password of {}", self.database(id).colour)
            }
            DatabaseError::Server(error) => match error {
                ServerError::Down => format!("{database} is stopped"),
                ServerError::Gone => format!("{database} is lost"),
                ServerError::NotReady => format!("{database} is still being created"),
                ServerError::ReadOnly => format!("{database} is read-only"),
                ServerError::Corrupt => format!("the files of {database} are damaged"),
                ServerError::InRecovery => format!("PostgreSQL on {database} recovers"),
                ServerError::DiskFull => format!("the disk of {database} is full"),
            },
        }
    }
}
