//! `workbench sizes`: what a folder weighs, file by file, against the limits in a file.

use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

/// A limit: the files it is for, and the most bytes compressed with Brotli.
struct Limit {
    pattern: String,
    most: u64,
}

/// Prints the sizes of a folder's files, and says whether each is within its limit.
pub fn weigh(dir: &str, limits: &str) -> bool {
    match weigh_all(Path::new(dir), Path::new(limits)) {
        Ok(fine) => fine,
        Err(why) => {
            println!("{why}");
            false
        }
    }
}

fn weigh_all(dir: &Path, limits: &Path) -> Result<bool, String> {
    let limits = read_limits(limits)?;
    let mut files = Vec::new();
    list(dir, &mut files).map_err(|error| format!("{}: {error}", dir.display()))?;
    files.sort();
    println!("{:>9} {:>9} {:>9} {:>9}  file", "bytes", "gzip", "brotli", "limit");
    let mut fine = true;
    let mut total = [0u64; 3];
    for path in files {
        let bytes = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let weights = [bytes.len() as u64, gzipped(&bytes)?, brotlied(&bytes)?];
        let name = path.strip_prefix(dir).unwrap_or(&path).display().to_string();
        let limit = limits.iter().find(|limit| fits(&limit.pattern, &name));
        let [whole, gzip, brotli] = weights;
        let most = limit.map_or("none".to_owned(), |limit| limit.most.to_string());
        let (within, remark) = match limit {
            Some(limit) if brotli > limit.most => (false, "   over its limit"),
            Some(limit) if is_near_limit(brotli, limit.most) => {
                (true, "   warning: past nine tenths of its limit")
            }
            Some(_) => (true, ""),
            None => (false, "   has no limit, so it may not be there"),
        };
        println!("{whole:>9} {gzip:>9} {brotli:>9} {most:>9}  {name}{remark}");
        fine &= within;
        (0..3).for_each(|at| total[at] += weights[at]);
    }
    let [whole, gzip, brotli] = total;
    println!("{whole:>9} {gzip:>9} {brotli:>9} {:>9}  together", "");
    Ok(fine)
}

fn read_limits(path: &Path) -> Result<Vec<Limit>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    let limit = |(at, line): (usize, &str)| {
        let wrong = || format!("{}:{}: write a pattern and a number", path.display(), at + 1);
        let (pattern, most) = line.split_once(char::is_whitespace).ok_or_else(wrong)?;
        let most = most.trim().parse().map_err(|_| wrong())?;
        Ok(Limit { pattern: pattern.to_owned(), most })
    };
    lines.map(limit).collect()
}

/// Whether a weight is past nine tenths of its limit, so that there is time to make room.
fn is_near_limit(weight: u64, limit: u64) -> bool {
    weight * 10 > limit * 9
}

/// Whether a name fits a pattern, in which one `*` stands for anything.
fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => {
            name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
        }
        None => name == pattern,
    }
}

fn list(dir: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn gzipped(bytes: &[u8]) -> Result<u64, String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).map_err(|error| error.to_string())?;
    Ok(encoder.finish().map_err(|error| error.to_string())?.len() as u64)
}

fn brotlied(bytes: &[u8]) -> Result<u64, String> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).map_err(|e| e.to_string())?;
    Ok(out.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_fits_by_its_ends() {
        assert!(fits("*.wasm", "page-1a_bg.wasm"));
        assert!(fits("scenarios/*.toml", "scenarios/x.toml"));
        assert!(fits("index.html", "index.html"));
        assert!(!fits("*.wasm", "page.js"));
        assert!(!fits("ab*ba", "aba"));
    }

    #[test]
    fn nine_tenths_of_a_limit_is_near() {
        assert!(!is_near_limit(288_000, 320_000));
        assert!(is_near_limit(288_001, 320_000));
    }

    #[test]
    fn compression_makes_text_smaller() {
        let text = "follower ".repeat(500).into_bytes();
        assert!(gzipped(&text).expect("it fits in memory") < 200);
        assert!(brotlied(&text).expect("it fits in memory") < 100);
    }
}
