//! Chromium over the DevTools protocol: JSON, a message after the other, through two
//! pipes (<https://chromedevtools.github.io/devtools-protocol/>).
//!
//! By hand, since a crate with all of the protocol's types takes two minutes to compile.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Smaller text than this, in pixels on the screen, is not legible in a chart.
pub(crate) const SMALLEST_TEXT: f64 = 10.0;

/// For a script in a page: `contrast`, of a colour to the paper, from the luminances of both
/// (WCAG 2); `paper` is the paper's.
pub(crate) const CONTRAST: &str = "
    const luminance = colour => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map(part => Number(part) / 255)
            .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const paper = luminance(getComputedStyle(document.documentElement).backgroundColor);
    const contrast = colour => {
        const [dark, light] = [paper, luminance(colour)].sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
    };";

/// How long the browser may take for anything.
const PATIENCE: Duration = Duration::from_secs(60);

/// Chromium's own sandbox needs rights that containers and root lack; the others keep it
/// from doing what nobody asked for.
const FLAGS: [&str; 16] = [
    "--headless",
    "--no-sandbox",
    "--remote-debugging-pipe",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-quic",
    "--disable-renderer-backgrounding",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--no-first-run",
    "--password-store=basic",
];

/// A browser with a profile of its own and one open tab; it ends with this.
pub(crate) struct Tab {
    child: Child,
    commands: Mutex<ChildStdin>,
    replies: Arc<Replies>,
    /// The number of the next command.
    next: AtomicU64,
    /// The tab's, once there is one.
    session: Option<String>,
    _profile: tempfile::TempDir,
}

/// What the browser says.
#[derive(Default)]
struct Replies {
    /// Who waits for the answer to which command.
    waiting: Mutex<HashMap<u64, Sender<Value>>>,
    /// What went wrong in the page: console errors, exceptions, failed requests.
    problems: Mutex<Vec<String>>,
}

impl Tab {
    /// Starts a browser whose reader wants to see results without guessing first.
    pub(crate) fn open() -> Self {
        let tab = Self::of_a_new_reader();
        let always = "try { localStorage.setItem('concurrency-measured-always-show', 'yes') } catch {}";
        tab.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": always }));
        tab
    }

    /// Starts a browser whose reader opens the book for the first time.
    pub(crate) fn of_a_new_reader() -> Self {
        let profile = tempfile::tempdir().expect("a folder");
        let chromium = std::env::var_os("CHROME").unwrap_or_else(|| "chromium".into());
        // Chromium reads commands from descriptor 3 and answers on 4.
        let mut child = Command::new("sh")
            .args(["-c", r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1"#])
            .arg(chromium)
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let commands = Mutex::new(child.stdin.take().expect("piped"));
        let answers = BufReader::new(child.stdout.take().expect("piped"));
        let replies = Arc::<Replies>::default();
        let hear = Arc::clone(&replies);
        thread::spawn(move || {
            for message in answers.split(0).map_while(Result::ok) {
                hear.take(serde_json::from_slice(&message).expect("JSON"));
            }
            // Whoever waits still learns that there will be no answer.
            lock(&hear.waiting).clear();
        });
        let next = AtomicU64::new(1);
        let mut tab =
            Self { child, commands, replies, next, session: None, _profile: profile };
        let target = tab.call("Target.createTarget", json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = tab.call("Target.attachToTarget", attach);
        tab.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Log", "Network", "Page", "Runtime"] {
            tab.call(&format!("{domain}.enable"), json!({}));
        }
        tab
    }

    /// Calls a method; returns its result.
    #[expect(clippy::needless_pass_by_value, reason = "it is made for the call")]
    pub(crate) fn call(&self, method: &str, params: Value) -> Value {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let mut command = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = &self.session {
            command["sessionId"] = json!(session);
        }
        let (send, receive) = mpsc::channel();
        lock(&self.replies.waiting).insert(id, send);
        let mut message = command.to_string().into_bytes();
        message.push(0);
        let sent = lock(&self.commands).write_all(&message);
        sent.expect("Chromium runs; CHROME names another");
        let answer = receive.recv_timeout(PATIENCE);
        let answer = answer.unwrap_or_else(|why| {
            panic!("{method}: {why}; CHROME names another browser")
        });
        assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
        answer["result"].clone()
    }

    /// Sets the width of the window, in pixels; below 600 it is a phone's.
    pub(crate) fn set_width(&self, width: u32) {
        let metrics = json!({
            "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600,
        });
        self.call("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// Opens a page, and waits until it is there: the query tells it from the one before.
    pub(crate) fn visit(&self, url: &str, query: &str) {
        let opened =
            self.call("Page.navigate", json!({ "url": format!("{url}?{query}") }));
        assert!(opened["errorText"].is_null(), "{url}: {opened}");
        self.until(&format!(
            "location.href === '{url}?{query}' && document.readyState === 'complete'"
        ));
    }

    /// Evaluates an expression, and waits for it if it is a promise.
    pub(crate) fn evaluate(&self, expression: &str) -> Value {
        let evaluated = self.try_evaluate(expression);
        assert!(evaluated["exceptionDetails"].is_null(), "{expression}: {evaluated}");
        evaluated["result"]["value"].clone()
    }

    /// Evaluates an expression that yields JSON as a text.
    pub(crate) fn ask(&self, expression: &str) -> Value {
        let json = self.evaluate(expression);
        serde_json::from_str(json.as_str().expect("a text")).expect("JSON")
    }

    /// Waits until an expression is true, which it may not be while a page loads.
    pub(crate) fn until(&self, expression: &str) {
        let began = Instant::now();
        while self.try_evaluate(expression)["result"]["value"] != true {
            assert!(began.elapsed() < PATIENCE, "never true: {expression}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn try_evaluate(&self, expression: &str) -> Value {
        let how = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        self.call("Runtime.evaluate", how)
    }

    /// Types a text, a key after the other.
    pub(crate) fn write(&self, text: &str) {
        for letter in text.chars().map(String::from) {
            for kind in ["keyDown", "keyUp"] {
                let mut event = json!({ "type": kind, "key": letter });
                if kind == "keyDown" {
                    event["text"] = json!(letter);
                }
                self.call("Input.dispatchKeyEvent", event);
            }
        }
    }

    /// What went wrong in the page since this was last called.
    pub(crate) fn problems(&self) -> Vec<String> {
        std::mem::take(&mut lock(&self.replies.problems))
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Replies {
    fn take(&self, mut message: Value) {
        if let Some(id) = message["id"].as_u64() {
            // Where nobody waits any more, a test has failed.
            if let Some(waiting) = lock(&self.waiting).remove(&id) {
                let _ = waiting.send(message);
            }
            return;
        }
        let params = message["params"].take();
        let problem = match message["method"].as_str().unwrap_or_default() {
            "Log.entryAdded" if params["entry"]["level"] == "error" => {
                format!("log: {}", params["entry"]["text"])
            }
            "Runtime.consoleAPICalled" if params["type"] == "error" => {
                format!("console: {}", params["args"])
            }
            "Runtime.exceptionThrown" => {
                format!("exception: {}", params["exceptionDetails"])
            }
            "Network.loadingFailed" => format!("request: {}", params["errorText"]),
            "Network.responseReceived"
                if params["response"]["status"].as_f64() >= Some(400.0) =>
            {
                format!(
                    "{} for {}",
                    params["response"]["status"], params["response"]["url"]
                )
            }
            _ => return,
        };
        lock(&self.problems).push(problem);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("nobody panicked")
}
