//! Sending a request again that failed, where that may help.

use anyhow::Error;
use reqwest::StatusCode;
use tokio::time::error::Elapsed;

// ANCHOR: retry
/// Makes up to this many attempts, until one succeeds or fails for good, and
/// pauses between two. A pause is given the number of those before it.
pub async fn retry<T>(
    attempts: u32,
    pause: impl AsyncFn(u32),
    attempt: impl AsyncFn() -> Result<T, Error>,
) -> Result<T, Error> {
    let mut pauses = 0;
    loop {
        match attempt().await {
            Err(error) if pauses + 1 < attempts && is_transient(&error) => {
                pause(pauses).await;
                pauses += 1;
            }
            decided => return decided,
        }
    }
}

/// Whether the same request may succeed later: the server failed or was too busy,
/// the connection broke, or it took too long. A 404 stays one.
fn is_transient(error: &Error) -> bool {
    let Some(error) = error.downcast_ref::<reqwest::Error>() else {
        return error.is::<Elapsed>();
    };
    match error.status() {
        Some(status) => {
            status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS
        }
        None => error.is_request() || error.is_body() || error.is_timeout(),
    }
}
// ANCHOR_END: retry

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::pending;
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;
    use std::thread;
    use std::time::Duration;

    use anyhow::{Result, anyhow};
    use tokio::time::timeout;

    use super::*;
    use crate::fetch::fetch;

    /// How often something that always fails is attempted, of four times, and the
    /// numbers that its pauses are given.
    async fn attempts(attempt: impl AsyncFn() -> Result<u64>) -> (u32, Vec<u32>) {
        let (made, pauses) = (Cell::new(0), Cell::new(Vec::new()));
        let pause = async |number| {
            let mut all = pauses.take();
            all.push(number);
            pauses.set(all);
        };
        let counted = async || {
            made.set(made.get() + 1);
            attempt().await
        };
        retry(4, pause, counted).await.expect_err("it always fails");
        (made.get(), pauses.take())
    }

    /// The URL of a server that answers every request with this status.
    fn server(status: &'static str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/", listener.local_addr().expect("bound"));
        // It ends with the test's process.
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let _ = stream.read(&mut [0; 4096]);
                let head = format!(
                    "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                );
                let _ = stream.write_all(head.as_bytes());
            }
        });
        url
    }

    #[tokio::test]
    async fn what_may_succeed_later_is_attempted_again_with_a_pause_between_two() {
        let client = reqwest::Client::new();
        let every_time = (4, vec![0, 1, 2]);
        for status in
            ["503 Service Unavailable", "500 Internal Server Error", "429 Slow Down"]
        {
            let url = server(status);
            assert_eq!(attempts(async || fetch(&client, &url).await).await, every_time);
        }
        // Nobody listens on the first port.
        let refused = async || fetch(&client, "http://127.0.0.1:1/").await;
        assert_eq!(attempts(refused).await, every_time);
        let late = async || Ok(timeout(Duration::ZERO, pending()).await?);
        assert_eq!(attempts(late).await, every_time);
    }

    #[tokio::test]
    async fn what_fails_for_good_is_attempted_once() {
        let client = reqwest::Client::new();
        let missing = server("404 Not Found");
        for url in [missing.as_str(), "no URL"] {
            let once = attempts(async || fetch(&client, url).await).await;
            assert_eq!(once, (1, Vec::new()), "{url}");
        }
        let other = attempts(async || Err(anyhow!("something else"))).await;
        assert_eq!(other, (1, Vec::new()));
    }

    #[tokio::test]
    async fn the_first_success_is_the_last_attempt() {
        let made = Cell::new(0);
        let third_time = async || {
            made.set(made.get() + 1);
            if made.get() < 3 {
                timeout(Duration::ZERO, pending::<()>()).await?;
            }
            Ok(made.get())
        };
        let succeeded = retry(4, async |_| (), third_time).await;
        assert_eq!(succeeded.expect("the third one"), 3);
    }
}
