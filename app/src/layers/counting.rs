//! Counts requests to pages of staff for a monitoring system. It lies around their routes only, so that nothing of members passes by.

use axum::Router;
use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::response::Response;
use jiff::Timestamp;

use crate::App;
use crate::error::Error;
use crate::metrics::Area;

/// Counts what comes to `routes`.
pub fn counted(routes: Router<App>, area: Area, app: &App) -> Router<App> {
    let app = app.clone();
    routes.route_layer(middleware::from_fn(move |request: Request, next: Next| {
        let app = app.clone();
        async move { count(app, area, request, next).await }
    }))
}

async fn count(app: App, area: Area, request: Request, next: Next) -> Response {
    let mut counting = Counting {
        since: app.clock.now(),
        app,
        area,
        // What neither ends nor is cut off by its browser took too long, or panicked.
        status: 500,
    };
    let response = next.run(request).await;
    counting.status = response.status().as_u16();
    if let Some(Error::Internal(cause)) = response.extensions().get::<Error>() {
        counting.app.metrics.database_error("page", &**cause);
    }
    response
}

/// Counts when it is dropped, whatever the end.
struct Counting {
    app: App,
    area: Area,
    since: Timestamp,
    status: u16,
}

impl Drop for Counting {
    fn drop(&mut self) {
        let took = self.app.clock.now().duration_since(self.since);
        self.app.metrics.request(self.area, self.status, took);
    }
}
