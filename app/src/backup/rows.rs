//! Rows on their way from one database to another, a page at a time, and the sum that tells whether all arrived as they were.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement, Value};
use sha2::{Digest, Sha256};

use super::shape::{Kind, Table};

/// Rows of a page; of a table whose rows may be megabytes long, far fewer.
const PAGE: usize = 1_000;
const HEAVY_PAGE: usize = 8;

/// Values that one statement may name on SQLite.
const PLACES: usize = 30_000;

/// Tells one set of rows from another, in whichever order they come: databases sort words differently. It finds
/// accidents; whoever changes a file on purpose can change this too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Rows so far.
    pub rows: i64,
    lanes: [u64; 4],
}

impl Sum {
    /// Takes in one row of `table`, or the header's own values.
    pub fn add(&mut self, table: &str, row: &[Value]) {
        let mut hash = Sha256::new();
        framed(&mut hash, table.as_bytes());
        for value in row {
            match value {
                Value::BigInt(Some(number)) => framed(&mut hash, &number.to_be_bytes()),
                Value::Bool(Some(truth)) => framed(&mut hash, &[u8::from(*truth)]),
                // SQLite keeps no sign of zero.
                Value::Double(Some(number)) => {
                    framed(&mut hash, &(number + 0.0).to_bits().to_be_bytes());
                }
                Value::String(Some(text)) => framed(&mut hash, text.as_bytes()),
                Value::Bytes(Some(bytes)) => framed(&mut hash, bytes),
                // Longer than anything: nothing else has this frame.
                _ => hash.update([0xff; 8]),
            }
        }
        let bytes = hash.finalize();
        for (lane, word) in self.lanes.iter_mut().zip(bytes.chunks_exact(8)) {
            let word = u64::from_be_bytes(word.try_into().expect("BUG: eight bytes"));
            *lane = lane.wrapping_add(word);
        }
        self.rows += 1;
    }

    /// As it stands in the header.
    pub fn bytes(&self) -> Vec<u8> {
        self.lanes
            .iter()
            .flat_map(|lane| lane.to_be_bytes())
            .collect()
    }
}

fn framed(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}

/// Every row of `table`, page by page in the order of its key.
pub struct Pages<'a, C> {
    table: &'a Table,
    database: &'a C,
    last: Option<Vec<Value>>,
    is_over: bool,
}

impl<'a, C: ConnectionTrait> Pages<'a, C> {
    /// From the beginning. `database` must show one moment throughout.
    pub fn of(table: &'a Table, database: &'a C) -> Self {
        Self {
            table,
            database,
            last: None,
            is_over: false,
        }
    }

    /// The next page; an empty one at the end.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn next(&mut self) -> Result<Vec<Vec<Value>>, DbErr> {
        if self.is_over {
            return Ok(Vec::new());
        }
        let size = if self.table.is_heavy() {
            HEAVY_PAGE
        } else {
            PAGE
        };
        let statement = self.statement(size);
        let rows = self.database.query_all_raw(statement).await?;
        let rows: Vec<Vec<Value>> = rows
            .iter()
            .map(|row| self.values(row))
            .collect::<Result<_, _>>()?;
        self.is_over = rows.len() < size;
        self.last = rows.last().map(|row| self.key(row));
        Ok(rows)
    }

    fn statement(&self, size: usize) -> Statement {
        let backend = self.database.get_database_backend();
        let columns: Vec<String> = self
            .table
            .columns
            .iter()
            .map(|column| match (backend, column.kind) {
                // PostgreSQL tells numbers of four bytes from those of eight.
                (DbBackend::Postgres, Kind::Whole) => format!("\"{}\"::bigint", column.name),
                _ => format!("\"{}\"", column.name),
            })
            .collect();
        let key: Vec<String> = self
            .table
            .columns
            .iter()
            .filter(|column| column.is_key)
            .map(|column| format!("\"{}\"", column.name))
            .collect();
        let (columns, key) = (columns.join(", "), key.join(", "));
        let values = self.last.clone().unwrap_or_default();
        let after = match values.len() {
            0 => String::new(),
            count => format!("WHERE ({key}) > ({})", places(backend, 0, count)),
        };
        let sql = format!(
            "SELECT {columns} FROM \"{}\" {after} ORDER BY {key} LIMIT {size}",
            self.table.name
        );
        Statement::from_sql_and_values(backend, sql, values)
    }

    fn values(&self, row: &QueryResult) -> Result<Vec<Value>, DbErr> {
        let columns = self.table.columns.iter().enumerate();
        columns
            .map(|(at, column)| {
                Ok(match column.kind {
                    Kind::Whole => Value::BigInt(row.try_get_by_index(at)?),
                    Kind::Truth => Value::Bool(row.try_get_by_index(at)?),
                    Kind::Real => Value::Double(row.try_get_by_index(at)?),
                    Kind::Text => Value::String(row.try_get_by_index(at)?),
                    Kind::Bytes => Value::Bytes(row.try_get_by_index(at)?),
                })
            })
            .collect()
    }

    fn key(&self, row: &[Value]) -> Vec<Value> {
        let columns = self.table.columns.iter().zip(row);
        let key = columns.filter(|(column, _)| column.is_key);
        key.map(|(_, value)| value.clone()).collect()
    }
}

/// Writes `rows` of `table`.
///
/// # Errors
///
/// When the database refuses.
pub async fn insert(
    table: &Table,
    rows: &[Vec<Value>],
    database: &impl ConnectionTrait,
) -> Result<(), DbErr> {
    let backend = database.get_database_backend();
    let width = table.columns.len();
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("\"{}\"", column.name))
        .collect();
    for rows in rows.chunks(PLACES / width) {
        let places: Vec<String> = (0..rows.len())
            .map(|row| format!("({})", places(backend, row * width, width)))
            .collect();
        let sql = format!(
            "INSERT INTO \"{}\" ({}) VALUES {}",
            table.name,
            columns.join(", "),
            places.join(", ")
        );
        let values = rows.iter().flatten().cloned();
        let statement = Statement::from_sql_and_values(backend, sql, values);
        database.execute_raw(statement).await?;
    }
    Ok(())
}

/// `count` places for values, after `before` others.
fn places(backend: DbBackend, before: usize, count: usize) -> String {
    let place = |n: usize| match backend {
        DbBackend::Postgres => format!("${}", before + n + 1),
        _ => "?".to_owned(),
    };
    (0..count).map(place).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(rows: &[Vec<Value>]) -> Sum {
        let mut sum = Sum::default();
        rows.iter().for_each(|row| sum.add("t", row));
        sum
    }

    #[test]
    fn a_sum_does_not_hang_on_the_order_and_sees_every_change() {
        let row = |n: i64, text: &str| vec![Value::from(n), Value::from(text)];
        let all = sum(&[row(1, "a"), row(2, "b")]);
        assert_eq!(all, sum(&[row(2, "b"), row(1, "a")]));
        for other in [
            vec![row(1, "a")],
            vec![row(1, "a"), row(2, "c")],
            vec![row(1, "b"), row(2, "a")],
            vec![row(1, "a"), row(2, "b"), row(2, "b")],
            vec![row(1, "a"), vec![Value::from(2_i64), Value::String(None)]],
        ] {
            assert_ne!(all, sum(&other));
        }
        let mut elsewhere = Sum::default();
        elsewhere.add("u", &row(1, "a"));
        assert_ne!(elsewhere, sum(&[row(1, "a")]));
    }
}
