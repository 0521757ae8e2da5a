//! Reading recordings: `NAME.csv` with `NAME.json` beside it, either of them compressed (`.gz`).

use flate2::read::GzDecoder;
use serde_json::Value;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A recording as it was read.
#[derive(Clone, Debug)]
pub struct Trace {
    /// Its name.
    pub name: String,
    /// The parameters of the run.
    pub params: Value,
    /// What happened: `t` in seconds, `ev`, and more.
    pub events: Vec<Value>,
    /// What was worked out from the run.
    pub derived: Value,
    /// The leader's position at the start, in bytes.
    pub base: u64,
    /// Seconds between two samples.
    pub every: f64,
    header: Vec<String>,
    rows: Vec<Vec<f64>>,
    texts: Vec<Vec<String>>,
}

impl Trace {
    /// A column of figures, one for each sample; NaN where nothing was seen. `None` where there
    /// is no such column.
    pub fn column(&self, name: &str) -> Option<Vec<f64>> {
        let at = self.header.iter().position(|column| column == name)?;
        Some(self.rows.iter().map(|row| row.get(at).copied().unwrap_or(f64::NAN)).collect())
    }

    /// A column as it stands.
    pub fn text_column(&self, name: &str) -> Option<Vec<&str>> {
        let at = self.header.iter().position(|column| column == name)?;
        Some(self.texts.iter().map(|row| row.get(at).map_or("", String::as_str)).collect())
    }

    /// The same recording with every column of a follower replaced, for the test that the model
    /// does not look at them.
    pub fn with_followers_replaced(&self, mut by: impl FnMut() -> f64) -> Trace {
        let mut other = self.clone();
        for (at, name) in self.header.iter().enumerate() {
            if name.starts_with("s1_") || name.starts_with("s2_") {
                other.rows.iter_mut().filter_map(|row| row.get_mut(at)).for_each(|x| *x = by());
                other.texts.iter_mut().filter_map(|row| row.get_mut(at)).for_each(String::clear);
            }
        }
        other
    }

    /// A parameter that is a figure.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.params.get(name)?.as_f64()
    }

    /// A parameter that is a word.
    pub fn word(&self, name: &str) -> Option<&str> {
        self.params.get(name)?.as_str()
    }

    /// The moments of one kind of event, in seconds.
    pub fn moments<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (f64, &'a Value)> {
        let of_kind = move |event: &&Value| event["ev"].as_str() == Some(kind);
        self.events.iter().filter(of_kind).filter_map(|event| Some((event["t"].as_f64()?, event)))
    }

    /// The first moment of one kind of event.
    pub fn moment(&self, kind: &str) -> Option<f64> {
        self.moments(kind).next().map(|(t, _)| t)
    }
}

/// Something in a folder that is not a recording, or cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedFile {
    /// The file.
    pub file: PathBuf,
    /// Why, and what to do.
    pub why: String,
    /// Whether it should have been one.
    pub is_wrong: bool,
}

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Folder {
    /// Its recordings, by name.
    pub recordings: Vec<Trace>,
    /// What was passed over.
    pub skipped: Vec<SkippedFile>,
    /// The names in its `held-out.txt`, if it has one.
    pub held_out: Vec<String>,
}

/// Reads a folder of recordings.
///
/// # Errors
/// A folder that cannot be listed.
pub fn read_folder(folder: &Path) -> Result<Folder, String> {
    let entries = std::fs::read_dir(folder)
        .map_err(|error| format!("{}: {error}. Name a folder of recordings.", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let mut found = Folder::default();
    let extra = files.iter().find(|file| ends(file, "extra.json"));
    let extra = extra.map(|file| {
        json_of(file).unwrap_or_else(|why| {
            found.skipped.push(SkippedFile { file: file.clone(), why, is_wrong: true });
            Value::Null
        })
    });
    let extra = extra.unwrap_or_default();
    for file in &files {
        if ends(file, "held-out.txt") {
            let text = text_of(file).unwrap_or_default();
            let names = text.lines().filter(|line| !line.starts_with('#'));
            found.held_out.extend(names.filter_map(|l| Some(l.split_whitespace().next()?.into())));
        }
        let Some(name) = stem(file, ".csv") else {
            continue;
        };
        match read(file, &name, &files, &extra) {
            Ok(recording) => found.recordings.push(recording),
            Err(passed) => found.skipped.push(passed),
        }
    }
    Ok(found)
}

fn ends(file: &Path, name: &str) -> bool {
    file.file_name().is_some_and(|found| found == name)
}

/// The name before `.csv` or `.csv.gz`.
fn stem(file: &Path, ending: &str) -> Option<String> {
    let name = file.file_name()?.to_str()?;
    let name = name.strip_suffix(".gz").unwrap_or(name);
    name.strip_suffix(ending).map(str::to_owned)
}

fn text_of(file: &Path) -> Result<String, String> {
    let bytes = std::fs::read(file).map_err(|error| error.to_string())?;
    let mut text = String::new();
    if file.extension().is_some_and(|ending| ending == "gz") {
        let read = GzDecoder::new(bytes.as_slice()).read_to_string(&mut text);
        read.map_err(|error| format!("it cannot be unpacked: {error}"))?;
        Ok(text)
    } else {
        String::from_utf8(bytes).map_err(|_| "it is not text in UTF-8".to_owned())
    }
}

fn json_of(file: &Path) -> Result<Value, String> {
    serde_json::from_str(&text_of(file)?).map_err(|error| error.to_string())
}

/// A recording is not longer than this, in seconds.
const LONGEST: f64 = 100_000.0;
/// Nor has anybody written so many bytes or commits in it.
const MOST: f64 = 1e15;

/// The first figure of the leader that is none, or that nobody can have measured.
fn wrong_figure(header: &[String], texts: &[Vec<String>]) -> Option<String> {
    let limits = [("t", LONGEST), ("p_lsn_b", MOST), ("p_commits", MOST), ("p_syncwait", MOST)];
    for (name, most) in limits {
        let Some(at) = header.iter().position(|column| column == name) else {
            continue;
        };
        let is_wrong = |text: &str| {
            // A leader that is gone has no figures; time goes on.
            let is_missing = text.is_empty() && name != "t";
            !is_missing && !text.parse().is_ok_and(|figure: f64| figure.abs() <= most)
        };
        let cell = |row: &Vec<String>| row.get(at).cloned().unwrap_or_default();
        if let Some(row) = texts.iter().position(|row| is_wrong(&cell(row))) {
            let cell = cell(&texts[row]);
            return Some(format!("row {}: {name} is {cell:?}, not a figure up to {most}", row + 2));
        }
    }
    None
}

fn read(file: &Path, name: &str, files: &[PathBuf], extra: &Value) -> Result<Trace, SkippedFile> {
    let passed = |is_wrong: bool, why: String| SkippedFile { file: file.to_owned(), why, is_wrong };
    let text = text_of(file).map_err(|why| passed(true, why))?;
    if text.trim().is_empty() {
        return Err(passed(true, "it is empty".to_owned()));
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| passed(true, error.to_string()))?;
    let header: Vec<String> = header.iter().map(str::to_owned).collect();
    if header.first().is_none_or(|first| first != "t") {
        return Err(passed(false, "it is no recording: its first column is not t".to_owned()));
    }
    for needed in ["p_lsn_b", "p_commits"] {
        if !header.iter().any(|column| column == needed) {
            return Err(passed(true, format!("it has no column {needed}")));
        }
    }
    let mut texts: Vec<Vec<String>> = Vec::new();
    for (at, row) in reader.records().enumerate() {
        let row = row.map_err(|error| passed(true, format!("row {}: {error}", at + 2)))?;
        texts.push(row.iter().map(str::to_owned).collect());
    }
    if let Some(wrong) = wrong_figure(&header, &texts) {
        return Err(passed(true, wrong));
    }
    let figure = |text: &String| text.parse().unwrap_or(f64::NAN);
    let rows: Vec<Vec<f64>> = texts.iter().map(|row| row.iter().map(figure).collect()).collect();
    let times: Vec<f64> = rows.iter().map(|row| row[0]).collect();
    if times.len() < 2 || times[0] < 0.0 {
        let why = "its column t must hold at least two moments in seconds, from 0 on".to_owned();
        return Err(passed(true, why));
    }
    if let Some(at) = times.windows(2).position(|pair| pair[1] < pair[0]) {
        return Err(passed(true, format!("row {}: t goes back", at + 3)));
    }
    let beside = files.iter().find(|other| stem(other, ".json").as_deref() == Some(name));
    let Some(beside) = beside else {
        return Err(passed(true, format!("there is no {name}.json beside it")));
    };
    let json =
        json_of(beside).map_err(|why| passed(true, format!("{}: {why}", beside.display())))?;
    let mut params = json["params"].clone();
    if !params.is_object() {
        return Err(passed(true, format!("{} has no params", beside.display())));
    }
    for (key, value) in extra[name].as_object().into_iter().flatten() {
        params[key.as_str()] = value.clone();
    }
    let base =
        json["base_lsn"].as_str().and_then(lsn).filter(|lsn| (*lsn as f64) < MOST).unwrap_or(0);
    let every = json["sample_dt_s"].as_f64().filter(|dt| *dt > 0.0).unwrap_or(0.1);
    Ok(Trace {
        name: name.to_owned(),
        params,
        events: json["events"].as_array().cloned().unwrap_or_default(),
        derived: json["derived"].clone(),
        base,
        every,
        header,
        rows,
        texts,
    })
}

/// A position as PostgreSQL prints it: `0/C36D188`.
fn lsn(text: &str) -> Option<u64> {
    let (high, low) = text.split_once('/')?;
    Some(u64::from_str_radix(high, 16).ok()? << 32 | u64::from_str_radix(low, 16).ok()?)
}
