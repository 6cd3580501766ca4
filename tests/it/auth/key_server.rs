//! A real web server on this machine that hands out keys, and counts who asks.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
};

use medspil::access::KeySource;

/// A web server that gives one answer to everything, until it is told another.
pub struct Server {
    /// Its address.
    pub url: String,
    answer: Arc<Mutex<String>>,
    requests: Arc<AtomicU32>,
    stopped: Arc<AtomicBool>,
}

/// An answer with a body.
pub fn ok(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
}

impl Server {
    /// Starts it with its first answer.
    pub fn start(answer: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/keys", listener.local_addr().unwrap());
        let server = Self {
            url,
            answer: Arc::new(Mutex::new(answer)),
            requests: Arc::default(),
            stopped: Arc::default(),
        };
        let (answer, requests, stopped) =
            (Arc::clone(&server.answer), Arc::clone(&server.requests), Arc::clone(&server.stopped));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                requests.fetch_add(1, Ordering::SeqCst);
                let answer = answer.lock().unwrap().clone();
                // A client that went away is no concern of this server.
                respond(&stream.unwrap(), &answer).ok();
            }
        });
        server
    }

    /// Gives this answer from now on.
    pub fn say(&self, answer: String) {
        *self.answer.lock().unwrap() = answer;
    }

    /// How many connections were made to it.
    pub fn requests(&self) -> u32 {
        self.requests.load(Ordering::SeqCst)
    }

    /// Stops it: its port is free.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        // One last connection lets it see that, and frees the port.
        TcpStream::connect(self.url.trim_start_matches("http://").trim_end_matches("/keys")).ok();
    }

    /// Its address, as where an issuer's keys are.
    pub fn keys(&self) -> KeySource {
        KeySource::Url { url: self.url.clone(), ca_file: None }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn respond(mut stream: &TcpStream, answer: &str) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    stream.write_all(answer.as_bytes())
}
