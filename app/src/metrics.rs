//! What a monitoring system may count, as OpenMetrics on an address of its own. Nothing here moves with anything that
//! members do, not even with how busy they keep the machine: docs/decisions/0014-operations.md says why.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use jiff::SignedDuration;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use sea_orm::DbErr;
use tokio::net::TcpListener;

use crate::App;
use crate::entities::session;
use crate::urls::route;

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

type Label = (&'static str, &'static str);
type Durations<const N: usize> = Family<[Label; N], Histogram, fn() -> Histogram>;

/// The counts of this process. Clones are one.
#[derive(Clone)]
pub struct Metrics(Arc<Counts>);

struct Counts {
    registry: Registry,
    requests: Family<[Label; 2], Counter>,
    durations: Durations<1>,
    job_durations: Durations<1>,
    failures: Family<[Label; 1], Counter>,
    database_errors: Family<[Label; 1], Counter>,
    database_up: Gauge,
    ready: Gauge,
    truncation_owed: Gauge,
    due_closes: Gauge,
    started: Gauge<f64, AtomicU64>,
}

/// Which pages of staff a request was for. Members' pages have no word here, and neither has what anybody may open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// Signing in and out, one's own e-mails.
    Account,
    /// Therapists' pages.
    Groups,
    /// Supervisors' pages.
    Across,
    /// Administrators' pages.
    Service,
}

impl Area {
    fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Groups => "groups",
            Self::Across => "across",
            Self::Service => "service",
        }
    }
}

impl Metrics {
    /// Nothing counted yet, at the start of the program.
    pub fn new(now: jiff::Timestamp) -> Self {
        let mut registry = Registry::default();
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("chorus_build", "The version that runs", build);
        let mut counts = Counts {
            registry: Registry::default(),
            requests: Family::default(),
            durations: Family::new_with_constructor(durations),
            job_durations: Family::new_with_constructor(durations),
            failures: Family::default(),
            database_errors: Family::default(),
            database_up: Gauge::default(),
            ready: Gauge::default(),
            truncation_owed: Gauge::default(),
            due_closes: Gauge::default(),
            started: Gauge::default(),
        };
        counts.started.set(now.as_millisecond() as f64 / 1e3);
        registry.register_with_unit(
            "process_start_time",
            "When the process started, since 1970",
            Unit::Seconds,
            counts.started.clone(),
        );
        registry.register(
            "chorus_staff_requests",
            "Requests to pages of staff; members' requests are counted nowhere",
            counts.requests.clone(),
        );
        registry.register_with_unit(
            "chorus_staff_request_duration",
            "How long they took, rounded up to tenths",
            Unit::Seconds,
            counts.durations.clone(),
        );
        registry.register_with_unit(
            "chorus_job_duration",
            "Jobs that ran, and how long they took, rounded up to tenths",
            Unit::Seconds,
            counts.job_durations.clone(),
        );
        registry.register(
            "chorus_job_failures",
            "What jobs could not do; it is tried again",
            counts.failures.clone(),
        );
        registry.register(
            "chorus_database_errors",
            "Errors of the database that pages of staff and jobs met",
            counts.database_errors.clone(),
        );
        registry.register(
            "chorus_database_up",
            "Whether the database answers",
            counts.database_up.clone(),
        );
        registry.register(
            "chorus_ready",
            "Whether requests should be sent here",
            counts.ready.clone(),
        );
        registry.register(
            "chorus_truncation_owed",
            "Whether a closed box may still be readable in SQLite's write-ahead log",
            counts.truncation_owed.clone(),
        );
        registry.register(
            "chorus_due_closes",
            "Sessions whose closing time is over and that are not closed",
            counts.due_closes.clone(),
        );
        counts.registry = registry;
        Self(Arc::new(counts))
    }

    /// A request to a page of staff was answered.
    pub fn request(&self, area: Area, status: u16, took: SignedDuration) {
        let status = match status {
            100..=199 => "1xx",
            200..=299 => "2xx",
            300..=399 => "3xx",
            400..=499 => "4xx",
            _ => "5xx",
        };
        let area = ("area", area.name());
        let requests = &self.0.requests;
        requests.get_or_create(&[area, ("status", status)]).inc();
        let durations = &self.0.durations;
        durations.get_or_create(&[area]).observe(tenths(took));
    }

    /// A job ran.
    pub fn job(&self, name: &'static str, took: SignedDuration) {
        let durations = &self.0.job_durations;
        durations
            .get_or_create(&[("job", name)])
            .observe(tenths(took));
    }

    /// A job met something that it could not do.
    pub fn failed(&self, job: &'static str, error: &(dyn std::error::Error + 'static)) {
        self.0.failures.get_or_create(&[("job", job)]).inc();
        self.database_error("job", error);
    }

    /// Counts `error` if the database is at the bottom of it.
    pub fn database_error(&self, met_by: &'static str, error: &(dyn std::error::Error + 'static)) {
        let mut causes = std::iter::successors(Some(error), |error| error.source());
        if causes.any(|cause| cause.is::<DbErr>()) {
            let errors = &self.0.database_errors;
            errors.get_or_create(&[("met_by", met_by)]).inc();
        }
    }

    async fn text(&self, app: &App) -> String {
        let counts = &self.0;
        let up = app.database.answers().await;
        counts.database_up.set(i64::from(up));
        let ready = up && !app.readiness.is_stopping();
        counts.ready.set(i64::from(ready));
        counts.truncation_owed.set(i64::from(app.owes_truncation()));
        if up && let Ok(due) = session::overdue(app.clock.now(), &app.database.reader).await {
            counts.due_closes.set(due as i64);
        }
        let mut text = String::new();
        encode(&mut text, &counts.registry).expect("BUG: a text can always be written to");
        text
    }
}

/// Answers whoever scrapes, until the program ends.
///
/// # Errors
///
/// When the listener fails.
pub async fn serve(listener: TcpListener, app: App) -> std::io::Result<()> {
    let router = Router::new()
        .route(route::METRICS, get(show))
        .with_state(app);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await
}

async fn show(State(app): State<App>) -> impl IntoResponse {
    let text = app.metrics.text(&app).await;
    ([(CONTENT_TYPE, OPEN_METRICS)], text)
}

fn durations() -> Histogram {
    Histogram::new([0.1, 0.5, 1.0, 5.0, 30.0])
}

/// Far coarser than what a page of staff waits while a ballot is written.
fn tenths(took: SignedDuration) -> f64 {
    (took.as_millis().max(0) as f64 / 100.0).ceil().max(1.0) / 10.0
}
