//! Workers of which each is a process of its own, and a network that counts what they send.

use std::cell::RefCell;
use std::collections::VecDeque;

use serde_json::{Value, json};

use crate::program::refuse;

/// What workers send each other.
pub trait Message: Sized {
    /// As the network carries it.
    fn packed(&self) -> Value;

    /// What the network carried; `None` if that is something else.
    fn unpacked(value: &Value) -> Option<Self>;
}

/// A number.
impl Message for u64 {
    fn packed(&self) -> Value {
        json!(self)
    }

    fn unpacked(value: &Value) -> Option<Self> {
        value.as_u64()
    }
}

/// A word, and how often it was seen.
impl Message for (String, u64) {
    fn packed(&self) -> Value {
        json!([self.0, self.1])
    }

    fn unpacked(value: &Value) -> Option<Self> {
        Some((value[0].as_str()?.to_owned(), value[1].as_u64()?))
    }
}

/// One of several workers. It shares no memory with the others.
pub struct Worker<M> {
    index: usize,
    peers: usize,
    /// What it was sent; `None` where nobody sends it anything.
    inbox: Option<RefCell<VecDeque<M>>>,
    /// To whom it sent what.
    sent: RefCell<Vec<Value>>,
}

impl<M: Message> Worker<M> {
    /// The worker that the judge's input tells of.
    pub(crate) fn of(input: &Value) -> Self {
        let number = |key: &str| input[key].as_u64().unwrap_or_default() as usize;
        let inbox = input["inbox"].as_array();
        let messages = |all: &Vec<Value>| all.iter().filter_map(M::unpacked).collect();
        Self {
            index: number("index"),
            peers: number("peers"),
            inbox: inbox.map(|all| RefCell::new(messages(all))),
            sent: RefCell::default(),
        }
    }

    /// Its number: from 0 on.
    pub fn index(&self) -> usize {
        self.index
    }

    /// How many workers there are, with this one.
    pub fn peers(&self) -> usize {
        self.peers
    }

    /// Sends a message to the worker `to`.
    #[expect(clippy::needless_pass_by_value, reason = "what is sent is gone")]
    pub fn send(&self, to: usize, message: M) {
        if to >= self.peers {
            refuse(&format!(
                "worker {} sent a message to worker {to}, and the last of {} is worker {}",
                self.index,
                self.peers,
                self.peers - 1
            ));
        }
        let packed = message.packed();
        if let Some(inbox) = &self.inbox
            && to == self.index
        {
            inbox.borrow_mut().extend(M::unpacked(&packed));
        }
        self.sent.borrow_mut().push(json!([to, packed]));
    }

    /// The next message; `None` if there is none left, and all others have ended.
    pub fn receive(&self) -> Option<M> {
        let Some(inbox) = &self.inbox else {
            refuse(&format!(
                "worker {} waits for a message; its number and how many there are tell it \
                 all that it needs",
                self.index
            ));
        };
        inbox.borrow_mut().pop_front()
    }

    /// To whom it sent what.
    pub(crate) fn sent(&self) -> Value {
        Value::Array(self.sent.borrow().clone())
    }
}

/// What the judge tells a worker. Without an `inbox` it must not wait for anybody.
pub(crate) fn input(index: usize, peers: usize, inbox: Option<&[Value]>) -> Value {
    json!({ "index": index, "peers": peers, "inbox": inbox })
}

/// Whom each message went to, and what it was.
pub(crate) fn messages(sent: &Value) -> Vec<(usize, Value)> {
    let all = sent.as_array().into_iter().flatten();
    let message = |sent: &Value| Some((sent[0].as_u64()? as usize, sent[1].clone()));
    all.filter_map(message).collect()
}
