//! The log in the database: one set of SQL for SQLite, and for PostgreSQL when teams share a store.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use evidence::Signed;
use sqlx::any::install_default_drivers;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, Connection, SqlSafeStr};

use crate::StoreError;

/// The name of the database in the folder of the store.
pub const FILE: &str = "evidence.db";

const MIGRATIONS: [(i64, &str, &str); 1] = [(1, "log", include_str!("../migrations/0001_log.sql"))];

/// How many lines are read at once: handing over each would take longer than reading it, and memory for many is dearer
/// than the same memory again and again.
const PAGE: i64 = 128;

/// Begins a transaction that is the only one to write, so that two programs cannot sign the same number. The one
/// statement that PostgreSQL says otherwise; there the second of two equal numbers is refused in any case.
const BEGIN: &str = "BEGIN IMMEDIATE";

/// What to do where there is no database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    Make,
    Refuse,
}

pub struct Log {
    path: PathBuf,
    connection: AnyConnection,
}

impl Log {
    /// Opens the log. SQLite keeps its defaults: a rollback journal, which a read-only medium can hold, and every
    /// commit on the disk before it returns. A commit that a power cut takes back would look like a cut tail.
    pub async fn open(home: &Path, missing: Missing) -> Result<Log, StoreError> {
        install_default_drivers();
        let path = home.join(FILE);
        let connection = AnyConnection::connect(&address(&path, missing)?).await;
        let connection = connection.map_err(|error| StoreError::sql(&path, &error))?;
        let mut log = Log { path, connection };
        log.migrate().await?;
        Ok(log)
    }

    async fn migrate(&mut self) -> Result<(), StoreError> {
        let newest = MIGRATIONS.last().map_or(0, |(version, ..)| *version);
        // A store that is up to date is opened without writing to it.
        if self.version().await? == newest {
            return Ok(());
        }
        let migrations = MIGRATIONS.map(|(version, name, sql)| {
            Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
        });
        let migrated = Migrator::with_migrations(migrations.into()).run(&mut self.connection).await;
        migrated.map_err(|error| StoreError::migrate(&self.path, &error))
    }

    /// The newest migration that was made, 0 where there is no table of them.
    async fn version(&mut self) -> Result<i64, StoreError> {
        let version = "SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations WHERE success";
        match sqlx::query_scalar::<_, i64>(version).fetch_one(&mut self.connection).await {
            Ok(version) => Ok(version),
            Err(error) => match StoreError::sql(&self.path, &error) {
                StoreError::Other { .. } if error.as_database_error().is_some() => Ok(0),
                refused => Err(refused),
            },
        }
    }

    /// Hands over the lines in their order, some at once and between them line ends, until no more are wanted.
    pub async fn read(&mut self, mut each: impl FnMut(String) -> ControlFlow<()>) -> Result<(), StoreError> {
        // An order inside the aggregate would be sorted once more, on disk.
        let page = "SELECT MAX(number), string_agg(line, $1) FROM \
                    (SELECT number, line FROM entry WHERE number >= $2 ORDER BY number LIMIT $3) AS page";
        let mut from = Some(i64::MIN);
        while let Some(first) = from {
            let read = sqlx::query_as::<_, (Option<i64>, Option<String>)>(page).bind("\n").bind(first).bind(PAGE);
            let read = read.fetch_one(&mut self.connection).await;
            let (last, lines) = read.map_err(|error| StoreError::sql(&self.path, &error))?;
            if lines.is_some_and(|lines| each(lines).is_break()) {
                break;
            }
            // What is added meanwhile comes after the last number, so the parts fit together.
            from = last.and_then(|last| last.checked_add(1));
        }
        Ok(())
    }

    pub async fn last(&mut self) -> Result<Option<Signed>, StoreError> {
        last(&mut self.connection, &self.path).await
    }

    pub async fn append<E: From<StoreError>>(
        &mut self,
        make: impl FnOnce(Option<&Signed>) -> Result<Vec<Signed>, E>,
    ) -> Result<Vec<Signed>, E> {
        let path = &self.path;
        let sql = |error: sqlx::Error| StoreError::sql(path, &error);
        let mut transaction = self.connection.begin_with(BEGIN).await.map_err(sql)?;
        let last = last(&mut transaction, path).await?;
        let made = make(last.as_ref())?;
        for signed in &made {
            let damaged = |why: String| StoreError::Damaged { path: path.clone(), why };
            let line = signed.line().map_err(|error| damaged(error.to_string()))?;
            let number = i64::try_from(signed.entry.number).map_err(|error| damaged(error.to_string()))?;
            let insert = sqlx::query("INSERT INTO entry (number, line) VALUES ($1, $2)").bind(number).bind(line);
            insert.execute(&mut *transaction).await.map_err(sql)?;
        }
        transaction.commit().await.map_err(sql)?;
        Ok(made)
    }
}

async fn last(connection: &mut AnyConnection, path: &Path) -> Result<Option<Signed>, StoreError> {
    let last = sqlx::query_scalar::<_, String>("SELECT line FROM entry ORDER BY number DESC LIMIT 1");
    let line = last.fetch_optional(connection).await.map_err(|error| StoreError::sql(path, &error))?;
    let read = line.map(|line| Signed::read(line.as_bytes())).transpose();
    read.map_err(|error| StoreError::Damaged { path: path.to_owned(), why: format!("the last entry: {error}") })
}

/// The address of a SQLite file, with every byte that might mean something else spelled out.
fn address(path: &Path, missing: Missing) -> Result<String, StoreError> {
    use std::fmt::Write;
    let whole = std::path::absolute(path).map_err(|error| StoreError::io("opening", path, &error))?;
    let mut address = String::from("sqlite:");
    for byte in whole.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => address.push(char::from(*byte)),
            _ => {
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    address.push_str(match missing {
        Missing::Make => "?mode=rwc",
        Missing::Refuse => "?mode=rw",
    });
    Ok(address)
}

#[cfg(test)]
impl Log {
    /// Does to the database what marque never does.
    pub async fn tamper(&mut self, sql: &'static str) {
        sqlx::query(sql).execute(&mut self.connection).await.unwrap();
    }
}
