//! What the kinds of tests share: databases, a running Chorus, and people who use it over HTTP.

pub mod authenticator;
pub mod circle;
pub mod databases;
pub mod house;
mod markup;
pub mod own_measure;
pub mod page;
pub mod person;
pub mod post_office;
pub mod program;
pub mod reporting;
pub mod retrying;
pub mod rows;
pub mod server;
pub mod tools;
pub mod walk;

/// Makes two tests of one journey, `async fn(House)`: one on each database.
#[macro_export]
macro_rules! on_both_databases {
    ($($journey:ident),+ $(,)?) => {$(
        mod $journey {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                super::$journey($crate::house::House::start($crate::databases::Kind::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgresql() {
                super::$journey($crate::house::House::start($crate::databases::Kind::Postgres).await).await;
            }
        }
    )+};
}
