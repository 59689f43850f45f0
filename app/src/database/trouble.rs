//! What keeps a database from taking anything in, as far as an operator can mend it: told apart by SQLite's and PostgreSQL's own codes.

use sea_orm::{DbErr, RuntimeErr};

use crate::words::say;

/// Why nothing can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There is no room left.
    Full,
    /// It may only be read.
    ReadOnly,
}

impl Trouble {
    /// What an error says of it, if anything.
    pub fn of(error: &DbErr) -> Option<Self> {
        Self::of_code(&code(error)?)
    }

    /// What is at the bottom of an error, if it is this.
    pub fn under(error: &(dyn std::error::Error + 'static)) -> Option<Self> {
        let mut causes = std::iter::successors(Some(error), |error| error.source());
        causes.find_map(|cause| Self::of(cause.downcast_ref::<DbErr>()?))
    }

    /// What to do about it, in a sentence for whoever reads the log.
    pub fn advice(self) -> String {
        say(match self {
            Self::Full => "trouble-full",
            Self::ReadOnly => "trouble-read-only",
        })
    }

    fn of_code(code: &str) -> Option<Self> {
        match code {
            "53100" => Some(Self::Full),
            "25006" => Some(Self::ReadOnly),
            // PostgreSQL's codes have five signs; SQLite's are numbers whose last byte is the kind.
            number if number.len() < 5 => match number.parse::<i32>().ok()? & 0xff {
                13 => Some(Self::Full),
                8 => Some(Self::ReadOnly),
                _ => None,
            },
            _ => None,
        }
    }

    /// The end of a message `report-fault-…`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::ReadOnly => "read-only",
        }
    }
}

/// The kind of error that SQLite says it is.
pub fn sqlite_code(error: &DbErr) -> Option<i32> {
    let code = code(error)?;
    // PostgreSQL's have five signs; the bytes above the lowest say more about the kind.
    let number: i32 = code.parse().ok().filter(|_| code.len() < 5)?;
    Some(number & 0xff)
}

fn code(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(cause) | DbErr::Query(cause) | DbErr::Conn(cause)) = error else {
        return None;
    };
    let RuntimeErr::SqlxError(cause) = cause else {
        return None;
    };
    Some(cause.as_database_error()?.code()?.into_owned())
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};

    use super::*;
    use crate::database::Database;
    use crate::entities::service_text;

    /// SQLite gives the transaction up by itself; the next one must not become a part of it.
    #[tokio::test]
    async fn after_a_full_disk_a_commit_is_a_commit() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/chorus.sqlite", folder.path().display());
        let database = Database::open(&url).await.unwrap();
        let full = "PRAGMA max_page_count = 1";
        database.writer.execute_unprepared(full).await.unwrap();
        let tx = database.begin().await.unwrap();
        let large = "x".repeat(1 << 20);
        let refused = service_text::write("large", &large, &tx).await.unwrap_err();
        assert_eq!(Trouble::of(&refused), Some(Trouble::Full));
        drop(tx);

        // One that is given up, and then one that is kept.
        let tx = database.begin().await.unwrap();
        drop(tx);
        let tx = database.begin().await.unwrap();
        service_text::write("kept", "text", &tx).await.unwrap();
        tx.commit().await.unwrap();
        assert!(database.checkpoint().await.unwrap(), "nothing is open");
        let texts = service_text::Entity::find().count(&database.reader).await;
        assert_eq!(texts.unwrap(), 1);
    }

    #[test]
    fn codes_of_both_databases_are_told_apart() {
        for (code, trouble) in [
            ("13", Some(Trouble::Full)),
            ("8", Some(Trouble::ReadOnly)),
            ("1032", Some(Trouble::ReadOnly)),
            ("53100", Some(Trouble::Full)),
            ("25006", Some(Trouble::ReadOnly)),
            ("2067", None),
            ("23505", None),
            ("", None),
        ] {
            assert_eq!(Trouble::of_code(code), trouble, "{code}");
        }
    }
}
