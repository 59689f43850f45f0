//! `chorus staff`: the first accounts, and new passwords for those who forgot theirs.

use std::io::BufRead;
use std::path::Path;

use app::clock::Clock;
use app::config::Config;
use app::database::{self, Database};
use app::entities::audit::{Action, Deed};
use app::entities::staff::{self, Newcomer, Role};
use app::guards::password::{self, Passwords};
use app::random::Random;
use app::words::{say, say_with};
use clap::{Args, Subcommand, ValueEnum};
use zeroize::Zeroizing;

use super::Sentence;

/// For `--help`.
pub const EXAMPLE: &str = "Example:\n  chorus staff add ann@example.org --role therapist --name \"Ann Lee\"\n  chorus staff reset ann@example.org";

/// What to do about staff.
#[derive(Subcommand)]
pub enum Command {
    /// Makes an account and prints its password once
    #[command(
        after_help = "Example:\n  chorus staff add ann@example.org --role therapist --name \"Ann Lee\""
    )]
    Add {
        /// The e-mail address to sign in with
        email: String,
        /// What they may do
        #[arg(long)]
        role: RoleName,
        /// What colleagues call them [default: the address up to the @]
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        password: Source,
    },
    /// Gives a new password and ends every login made with the old one
    #[command(after_help = "Example:\n  chorus staff reset ann@example.org")]
    Reset {
        /// The e-mail address to sign in with
        email: String,
        #[command(flatten)]
        password: Source,
    },
}

/// Where the password comes from.
#[derive(Args)]
pub struct Source {
    /// Read the password from the first line of standard input instead of making one
    #[arg(long)]
    password_stdin: bool,
}

/// The roles as they are typed.
#[derive(Clone, Copy, ValueEnum)]
pub enum RoleName {
    /// Sets up staff and groups
    Administrator,
    /// Reads reports of every group
    Supervisor,
    /// Runs groups
    Therapist,
}

/// Runs `command` on the database that the settings name.
pub async fn run(command: Command, settings: Option<&Path>) -> Result<(), Sentence> {
    let config = Config::read(settings)?;
    let database = Database::open(&config.database).await?;
    let outcome = match command {
        Command::Add {
            email,
            role,
            name,
            password,
        } => add(&email, role, name, password, &database).await,
        Command::Reset { email, password } => reset(&email, password, &database).await,
    };
    database.close().await;
    outcome
}

async fn add(
    email: &str,
    role: RoleName,
    name: Option<String>,
    source: Source,
    database: &Database,
) -> Result<(), Sentence> {
    let Some(email) = staff::address(email) else {
        return Err(sentence("command-email-wrong", email));
    };
    let local = email.split('@').next().unwrap_or_default();
    let name = name
        .filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| local.to_owned());
    let (clock, random) = (Clock::System, Random::System);
    let password = source.password(&email, &random)?;
    let hash = Passwords::new(random.clone())
        .hash(password.text.to_string())
        .await;

    let transaction = database::begin(&database.writer).await?;
    let newcomer = Newcomer {
        email: &email,
        name: &name,
        role: role.into(),
        sees_all: true,
        password_hash: hash,
    };
    let Some(added) = newcomer.join(clock.now(), &random, &transaction).await? else {
        return Err(sentence("command-staff-exists", &email));
    };
    let deed = Deed {
        about_id: Some(added.id),
        ..Deed::of(Action::AccountAdded)
    };
    deed.commit(clock.now(), transaction).await?;

    let role = role
        .to_possible_value()
        .map(|role| role.get_name().to_owned())
        .unwrap_or_default();
    let arguments = [("email", email.as_str().into()), ("role", role.into())];
    println!("{}", say_with("command-staff-added", &arguments));
    password.show();
    Ok(())
}

async fn reset(email: &str, source: Source, database: &Database) -> Result<(), Sentence> {
    let email = staff::normalised(email);
    let (clock, random) = (Clock::System, Random::System);
    let Some(who) = staff::find(&email, &database.reader).await? else {
        return Err(sentence("command-staff-unknown", &email));
    };
    let password = source.password(&email, &random)?;
    let hash = Passwords::new(random.clone())
        .hash(password.text.to_string())
        .await;

    let transaction = database::begin(&database.writer).await?;
    let had_factor = who.has_factor();
    let who = who.set_password(hash, &transaction).await?;
    who.drop_factor(&transaction).await?;
    let deed = Deed {
        about_id: Some(who.id),
        ..Deed::of(Action::PasswordReset)
    };
    deed.commit(clock.now(), transaction).await?;

    println!(
        "{}",
        say_with("command-staff-reset", &[("email", email.as_str().into())])
    );
    if had_factor {
        println!("{}", say("command-staff-factor"));
    }
    password.show();
    Ok(())
}

/// A password, and whether the person who typed the command has seen it yet.
struct Password {
    text: Zeroizing<String>,
    is_new: bool,
}

impl Source {
    fn password(&self, email: &str, random: &Random) -> Result<Password, Sentence> {
        if !self.password_stdin {
            let text = Passwords::new(random.clone()).generate();
            return Ok(Password {
                text: Zeroizing::new(text),
                is_new: true,
            });
        }
        let mut line = Zeroizing::new(String::new());
        std::io::stdin().lock().read_line(&mut line)?;
        let text = Zeroizing::new(line.trim_end_matches(['\n', '\r']).to_owned());
        if let Some(why) = password::refused(&text, &[email]) {
            return Err(say_with("command-password-refused", &[("why", why.into())]).into());
        }
        Ok(Password {
            text,
            is_new: false,
        })
    }
}

impl Password {
    fn show(&self) {
        if self.is_new {
            let password = [("password", self.text.as_str().into())];
            println!("{}", say_with("command-staff-password", &password));
        }
    }
}

impl From<RoleName> for Role {
    fn from(role: RoleName) -> Self {
        match role {
            RoleName::Administrator => Self::Administrator,
            RoleName::Supervisor => Self::Supervisor,
            RoleName::Therapist => Self::Therapist,
        }
    }
}

fn sentence(id: &str, email: &str) -> Sentence {
    say_with(id, &[("email", email.into())]).into()
}
