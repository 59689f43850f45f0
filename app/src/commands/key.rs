//! `chorus key`: a new master key in the place of the old one.

use std::path::Path;

use app::clock::Clock;
use app::config::Config;
use app::database::{Condition, Database};
use app::entities::audit::{Action, Deed};
use app::entities::session;
use app::random::Random;
use app::sealed::keys::renewal;
use app::sealed::rotation;
use app::words::{say, say_with};
use clap::Subcommand;
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::Sentence;

/// For `--help`.
pub const EXAMPLE: &str = "Example:\n  chorus key rotate\n\nThe master key opens what members keep. Wherever a copy of it lies, the copy must be renewed after a rotation: the\ncopy apart from the machine, the file on every other machine that runs Chorus on the same database, and\nCHORUS_MASTER_KEY where that is used. A backup opens only with the key that was in use when it was made: keep the\nold copy with the old backups, as long as you keep these, and make a new backup at once.";

const ROTATE: &str = "Example:\n  systemctl stop chorus\n  runuser -u chorus -- chorus key rotate --config /etc/chorus/chorus.toml\n  systemctl start chorus\n\nStop Chorus first, on every machine; no session may be open. Members' keys, phones that remember somebody and tickets\non paper keep working. Renew every copy of chorus.key afterwards (see chorus key --help).";

/// What to do about the master key.
#[derive(Subcommand)]
pub enum Command {
    /// Makes a new master key and seals everything anew under it
    #[command(after_help = ROTATE)]
    Rotate,
}

/// Runs `command` on the database and key that the settings name.
pub async fn run(command: Command, settings: Option<&Path>) -> Result<(), Sentence> {
    let Command::Rotate = command;
    let config = Config::read(settings)?;
    if config.master_key.is_some() {
        return Err(say("key-from-environment").into());
    }
    let database = Database::alone(&config.database).await?;
    let outcome = rotate(&config, &database).await;
    database.close().await;
    outcome?;
    let file = ("file", config.key_file.display().to_string().into());
    println!("{}", say_with("key-rotated", &[file]));
    Ok(())
}

async fn rotate(config: &Config, database: &Database) -> Result<(), Sentence> {
    let (now, random) = (Clock::System.now(), Random::System);
    let tx = database.begin_alone().await?;
    if !matches!(Condition::of(&tx).await?, Condition::Current(_)) {
        return Err(say("key-not-current").into());
    }
    let open = session::Entity::find()
        .filter(session::Column::State.eq(session::OPEN))
        .order_by_desc(session::Column::ClosesAt)
        .one(&tx)
        .await?;
    if let Some(open) = open {
        let closes = Timestamp::from_millisecond(open.closes_at)?;
        let moment = ("moment", super::moment(closes).into());
        return Err(say_with("key-session-open", &[moment]).into());
    }
    let old = rotation::keys(config, &tx, &random).await?;
    let new = old.successor(rotation::has_tickets(&tx).await?, &random);
    old.prepare(&new, &config.key_file, &random)?;
    rotation::reseal(&old, &new, &random, &tx).await?;
    let deed = Deed::of(Action::MasterKeyReplaced);
    // Until here the old key holds and what lies beside it means nothing; from here on the new one.
    deed.commit(now, tx).await?;
    renewal::finish(&config.key_file, &config.keys_directory)?;
    database
        .forget_before("roster, pouch, ticket, deal, former_key, staff")
        .await?;
    Ok(())
}
