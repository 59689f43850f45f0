//! Whether PostgreSQL writes values to its log, where members' answers would stay; and what else of it is worth a second look.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

use super::{Database, Fault, first_line};

impl Database {
    /// Refuses a server that would write values to its log.
    ///
    /// # Errors
    ///
    /// When it would, or does not answer.
    pub async fn refuse_logged_parameters(&self) -> Result<(), Fault> {
        let settings = self.server_settings().await.map_err(|error| {
            Fault::Unreachable("of PostgreSQL".to_owned(), first_line(&error.to_string()))
        })?;
        match remedy_for_logged_parameters(&settings) {
            Some(remedy) => Err(Fault::LogsParameters(remedy)),
            None => Ok(()),
        }
    }

    /// What PostgreSQL is set to that nobody has to change, but somebody might not know of; none on SQLite.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn doubts(&self) -> Result<Vec<Doubt>, DbErr> {
        Ok(doubts(&self.server_settings().await?))
    }

    async fn server_settings(&self) -> Result<Vec<(String, String)>, DbErr> {
        if self.writer.get_database_backend() != DbBackend::Postgres {
            return Ok(Vec::new());
        }
        let sql = "SELECT name, setting FROM pg_settings WHERE name LIKE '%log%' \
                   OR name IN ('fsync', 'full_page_writes', 'synchronous_commit')";
        let statement = Statement::from_string(DbBackend::Postgres, sql);
        let rows = self.writer.query_all_raw(statement).await?;
        rows.iter()
            .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)))
            .collect()
    }
}

/// A setting of PostgreSQL that is worth a second look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// A row that is there already is quoted in the log, keys and all.
    QuotesKeys,
    /// Statements are logged, though without values: times of ballots stand in the log.
    LogsStatements,
    /// What was thanked for may be lost with the power.
    LosesCommits,
}

fn doubts(settings: &[(String, String)]) -> Vec<Doubt> {
    let value = |name: &str| value(settings, name);
    let mut doubts = Vec::new();
    if value("log_error_verbosity").is_some_and(|verbosity| verbosity != "terse") {
        doubts.push(Doubt::QuotesKeys);
    }
    if logs_statements(settings) {
        doubts.push(Doubt::LogsStatements);
    }
    let off = |name: &str| value(name) == Some("off");
    if off("fsync") || off("full_page_writes") || off("synchronous_commit") {
        doubts.push(Doubt::LosesCommits);
    }
    doubts
}

/// The setting that keeps values out of PostgreSQL's log, where they would get into it now.
fn remedy_for_logged_parameters(settings: &[(String, String)]) -> Option<&'static str> {
    let value = |name: &str| value(settings, name);
    if value("log_parameter_max_length_on_error").is_some_and(|length| length != "0") {
        return Some("log_parameter_max_length_on_error = 0");
    }
    // Before version 13 there is no such setting, and a logged statement always shows its values.
    (logs_statements(settings) && value("log_parameter_max_length") != Some("0"))
        .then_some("log_parameter_max_length = 0")
}

fn logs_statements(settings: &[(String, String)]) -> bool {
    let value = |name: &str| value(settings, name);
    matches!(value("log_statement"), Some("all" | "mod"))
        || [
            "log_min_duration_statement",
            "log_min_duration_sample",
            "auto_explain.log_min_duration",
        ]
        .iter()
        .any(|name| value(name).is_some_and(|milliseconds| milliseconds != "-1"))
        || value("log_transaction_sample_rate").is_some_and(|rate| rate != "0")
}

fn value<'a>(settings: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = settings.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn postgresql_may_start_only_when_no_value_reaches_its_log() {
        let ordinary = [
            ("log_statement", "none"),
            ("log_min_duration_statement", "-1"),
        ];
        assert_eq!(remedy_for_logged_parameters(&settings(&ordinary)), None);
        let all = [("log_statement", "all"), ("log_parameter_max_length", "-1")];
        assert_eq!(
            remedy_for_logged_parameters(&settings(&all)),
            Some("log_parameter_max_length = 0")
        );
        let cut = [("log_statement", "all"), ("log_parameter_max_length", "0")];
        assert_eq!(remedy_for_logged_parameters(&settings(&cut)), None);
        let on_error = [("log_parameter_max_length_on_error", "-1")];
        assert_eq!(
            remedy_for_logged_parameters(&settings(&on_error)),
            Some("log_parameter_max_length_on_error = 0")
        );
    }

    #[test]
    fn a_server_that_keeps_nothing_and_says_nothing_leaves_no_doubt() {
        let good = [
            ("log_error_verbosity", "terse"),
            ("log_statement", "ddl"),
            ("fsync", "on"),
        ];
        assert_eq!(doubts(&settings(&good)), []);
        let usual = [
            ("log_error_verbosity", "default"),
            ("log_statement", "all"),
            ("synchronous_commit", "off"),
        ];
        assert_eq!(
            doubts(&settings(&usual)),
            [
                Doubt::QuotesKeys,
                Doubt::LogsStatements,
                Doubt::LosesCommits
            ]
        );
    }
}
