//! `chorus demo`: a believable service on a throw-away database, its past made by real ballots, boxes and closes.

mod exchange;
mod past;
mod robots;
mod shown;
mod supervision;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use app::clock::Clock;
use app::config::{self, Config};
use app::database::Database;
use app::entities::organisation::{self, Organisation, Step};
use app::entities::staff::{Newcomer, Role};
use app::entities::{service_text, support_contact};
use app::guards::password::Passwords;
use app::random::Random;
use app::sealed::{opening, rekey, tickets};
use app::words::{say, say_with};
use app::{App, jobs, logs};
use clap::Args;
use jiff::SignedDuration;
use tokio::net::TcpListener;

use super::{Sentence, reached, serve};

/// For `--help`.
pub const EXAMPLE: &str = "Example:\n  chorus demo\n  chorus demo --host 0.0.0.0 --port 8080 --window 10m\n  chorus demo --json > demo.json";

const ZONE: &str = "Europe/London";

/// What can be asked of the demonstration.
#[derive(Args)]
pub struct Options {
    /// The address to listen on; 0.0.0.0 lets a phone on the same network try it
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// The port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// What the invented members answer; the same seed gives the same past
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// An empty folder for database and keys [default: a new one that is removed at the end]
    #[arg(long, value_name = "FOLDER")]
    data_dir: Option<PathBuf>,
    /// How long the open sessions stay open, such as 60s, 10m or 2h [default: until seven tomorrow morning]
    #[arg(long, value_name = "DURATION")]
    window: Option<SignedDuration>,
    /// Print one JSON object with addresses, logins and tickets, and nothing else
    #[arg(long)]
    json: bool,
}

/// Builds the past, prints how to get in, and serves until a signal comes.
pub async fn run(options: Options) -> Result<(), Sentence> {
    if options.window.is_some_and(|window| !window.is_positive()) {
        return Err(say("command-demo-window-wrong").into());
    }
    logs::start(&config::log_levels());
    let address = SocketAddr::new(options.host, options.port);
    let listener = TcpListener::bind(address).await.map_err(|error| {
        let arguments = [
            ("address", address.to_string().into()),
            ("cause", error.to_string().into()),
        ];
        say_with("command-demo-port-taken", &arguments)
    })?;
    let port = listener.local_addr()?.port();
    let folder = folder(options.data_dir.as_deref())?;
    let config = settings(&folder.path, SocketAddr::new(options.host, port));
    let database = Database::open(&config.database).await?;
    decide(reached(SocketAddr::new(options.host, port)), &database).await?;

    let now = Clock::System.now();
    let moved = Clock::fixed(now);
    let past = App::new(config.clone(), database.clone(), moved, Random::System).await?;
    let staff = make_staff(&past).await?;
    let protocol = say("command-demo-protocol");
    service_text::write(service_text::PROTOCOL, &protocol, &past.database.writer).await?;
    let (progress, mut robots) = (shown::Progress::new(), Random::seeded(options.seed));
    let groups = past::build(&past, &staff.ids, now, &mut robots, &progress).await?;
    supervision::build(&past, staff.ids[SUPERVISOR], now).await?;
    progress.done();

    let app = App::new(config, database, Clock::System, Random::System).await?;
    let mut shown = Vec::new();
    for made in groups {
        shown.push(prepare(&app, made, options.window).await?);
    }
    let demo = shown::Demo::new(&app, shown, staff.logins);
    if options.json {
        demo.print_json();
    } else {
        demo.print(!options.host.is_loopback());
    }
    serve::until_stopped(listener, app).await
}

/// Opens a group's session where it has one now. It is re-keyed first, with tickets for everybody, or keeps its members'
/// keys and gets two spare tickets.
async fn prepare(
    app: &App,
    made: past::Made,
    window: Option<SignedDuration>,
) -> Result<shown::Group, Sentence> {
    let past::Made {
        mut group,
        keys,
        seats,
        opens,
        afresh,
    } = made;
    let mut shown = shown::Group::new(&group, &seats);
    if afresh {
        group = rekey::rekey(app, group.id, None)
            .await?
            .map_err(|obstacle| format!("BUG: the demonstration cannot re-key: {obstacle:?}"))?;
    } else {
        shown.keys = keys.iter().map(|key| key.to_code().to_string()).collect();
    }
    let count = if afresh { group.size } else { 2 };
    let printed = tickets::print(app, &group, count, false)
        .await?
        .map_err(|_| "BUG: a past session is open")?;
    shown.tickets = printed
        .iter()
        .map(|ticket| ticket.code().to_owned())
        .collect();
    if opens {
        let now = app.clock.now();
        let morning = jobs::default_closing(app.today(), &app.zone());
        let closes_at = match window {
            Some(window) => now + window,
            None => morning.unwrap_or(now + SignedDuration::from_hours(8)),
        };
        let session = opening::open(app, group.id, app.today(), closes_at)
            .await?
            .map_err(|obstacle| {
                format!("BUG: the demonstration cannot open a session: {obstacle:?}")
            })?;
        shown.open_session = Some(shown::OpenSession {
            number: session.number,
            closes_at: closes_at.to_string(),
        });
    }
    Ok(shown)
}

struct Folder {
    path: PathBuf,
    throw_away: bool,
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.throw_away {
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

fn folder(wanted: Option<&std::path::Path>) -> Result<Folder, Sentence> {
    let path = match wanted {
        Some(path) => path.to_owned(),
        None => std::env::temp_dir().join(format!("chorus-demo-{}", Random::System.row_id())),
    };
    std::fs::create_dir_all(&path)?;
    if std::fs::read_dir(&path)?.next().is_some() {
        let arguments = [("folder", path.display().to_string().into())];
        return Err(say_with("command-demo-folder-full", &arguments).into());
    }
    Ok(Folder {
        path: path.canonicalize()?,
        throw_away: wanted.is_none(),
    })
}

fn settings(folder: &std::path::Path, listen: SocketAddr) -> Config {
    Config {
        database: format!("sqlite://{}", folder.join("chorus.sqlite").display()),
        listen,
        metrics_listen: None,
        trusted_proxies: Vec::new(),
        key_file: folder.join("chorus.key"),
        keys_directory: folder.join("keys"),
        measures_directory: folder.join("measures.d"),
        master_key: None,
        mail: config::Mail::in_folder(folder.join("mail")),
    }
}

/// What a set-up would have asked.
async fn decide(reached: SocketAddr, database: &Database) -> Result<(), Sentence> {
    let read = Organisation::read(&database.writer).await?;
    let row = organisation::Model {
        step: Step::Done,
        key_kept: true,
        name: say("command-demo-organisation"),
        public_address: format!("http://{reached}"),
        time_zone: ZONE.into(),
        danger_number: Some("999".into()),
        ..read.row
    };
    row.save(&database.writer).await?;
    let contact = support_contact::Model {
        place: 0,
        name: "Samaritans".into(),
        telephone: Some("116 123".into()),
        address: None,
        hours: say("command-demo-hours"),
    };
    organisation::set_support(vec![contact], &database.writer).await?;
    Ok(())
}

/// The supervisor's place among the staff.
const SUPERVISOR: usize = 2;

struct Team {
    ids: Vec<i64>,
    logins: Vec<shown::Login>,
}

async fn make_staff(app: &App) -> Result<Team, Sentence> {
    let passwords = Passwords::new(app.random.clone());
    let mut team = Team {
        ids: Vec::new(),
        logins: Vec::new(),
    };
    for (email, name, role) in [
        ("therapist@demo.example", "Ines Okafor", Role::Therapist),
        ("colleague@demo.example", "Tom Lindqvist", Role::Therapist),
        ("supervisor@demo.example", "Ruth Adler", Role::Supervisor),
        (
            "administrator@demo.example",
            "Sam Price",
            Role::Administrator,
        ),
    ] {
        let password = passwords.generate();
        let hash = passwords.hash(password.clone()).await;
        let now = app.clock.now();
        let newcomer = Newcomer {
            email,
            name,
            role,
            sees_all: true,
            password_hash: hash,
        };
        let made = newcomer
            .join(now, &app.random, &app.database.writer)
            .await?;
        team.ids
            .push(made.ok_or("BUG: a fresh database has no accounts")?.id);
        let role = match role {
            Role::Administrator => "administrator",
            Role::Supervisor => "supervisor",
            Role::Therapist => "therapist",
        };
        team.logins.push(shown::Login {
            role,
            email,
            password,
        });
    }
    Ok(team)
}
