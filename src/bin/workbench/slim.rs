//! `workbench slim`: the program that a browser loads, in fewer bytes and doing the same.
//!
//! A compressor knows best what it has just seen, so functions stand beside those they are like.
//! Names that only the script and the program call each other by are numbers, and sections that are
//! for tools are gone.

use std::collections::{BTreeMap, HashSet};
use std::convert::Infallible;
use std::path::{Path, PathBuf};

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, ExportSection, FunctionSection, ImportSection, Module};
use wasmparser::{Export, Imports, Payload};

/// Bytes of a function that are looked at together.
const WINDOW: usize = 4;

/// What begins the names of exports that are for the script alone.
const OWN: &str = "__";

/// Makes the program and the script of a folder smaller, and says whether that went well.
pub fn slim(dir: &str) -> bool {
    match slim_all(Path::new(dir)) {
        Ok(()) => true,
        Err(why) => {
            println!("{why}");
            false
        }
    }
}

fn slim_all(dir: &Path) -> Result<(), String> {
    let (script, program) = (only(dir, ".js")?, only(dir, "_bg.wasm")?);
    let told = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    let js = std::fs::read_to_string(&script).map_err(|error| told(&script, error))?;
    let wasm = std::fs::read(&program).map_err(|error| told(&program, error))?;
    let (js, wasm) = slimmed(&js, &wasm)?;
    std::fs::write(&script, js).map_err(|error| told(&script, error))?;
    std::fs::write(&program, wasm).map_err(|error| told(&program, error))
}

/// The one file of the page that ends so.
fn only(dir: &Path, end: &str) -> Result<PathBuf, String> {
    let files = std::fs::read_dir(dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let mut found = Vec::new();
    for file in files.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if name.starts_with("page-") && name.ends_with(end) {
            found.push(file.path());
        }
    }
    let count = found.len();
    found.pop().filter(|_| count == 1).ok_or_else(|| {
        format!("{}: there should be one page-*{end}, and there are {count}", dir.display())
    })
}

/// The script and the program.
fn slimmed(js: &str, wasm: &[u8]) -> Result<(String, Vec<u8>), String> {
    let told = |error: wasmparser::BinaryReaderError| format!("The program: {error}");
    let said: HashSet<&str> = js.split(|c| !is_name(c)).collect();
    let (mut names, mut imported, mut bodies) = (Names::default(), 0, Vec::new());
    for payload in wasmparser::Parser::new(0).parse_all(wasm) {
        match payload.map_err(told)? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let import = import.map_err(told)?;
                    names.modules.insert(import.module.to_owned(), "m".to_owned());
                    if !said.contains(import.name) {
                        return Err(format!("The script offers no {}", import.name));
                    }
                    names.add(import.name, 'i');
                    imported += 1;
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let name = export.map_err(told)?.name;
                    if name.starts_with(OWN) && said.contains(name) {
                        names.add(name, 'e');
                    }
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let js = names.in_script(js)?;
    let order = alike(&bodies);
    let mut numbers: Vec<u32> = (0..imported).collect();
    numbers.resize(imported as usize + order.len(), 0);
    for (now, before) in order.iter().enumerate() {
        numbers[imported as usize + before] = imported + now as u32;
    }
    let (mut slim, mut module) = (Slim { names, order, numbers }, Module::new());
    slim.parse_core_module(&mut module, wasmparser::Parser::new(0), wasm)
        .map_err(|error| format!("The program: {error}"))?;
    Ok((js, module.finish()))
}

/// The functions in an order in which each is followed by the one that has least that is new.
fn alike(bodies: &[&[u8]]) -> Vec<usize> {
    let mut pieces: Vec<HashSet<&[u8]>> = Vec::new();
    for body in bodies {
        pieces.push(body.windows(WINDOW).collect());
    }
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let (mut order, mut last) = (Vec::new(), HashSet::new());
    while !left.is_empty() {
        let known = |at: &usize| {
            let both = pieces[*at].intersection(&last).count();
            // Of a function of a few bytes a little that is known says less.
            both as f64 / (pieces[*at].len() + WINDOW) as f64
        };
        let is_better = |one: (f64, usize), other: (f64, usize)| {
            one.0 > other.0 || one.0 == other.0 && bodies[one.1].len() < bodies[other.1].len()
        };
        let mut best = (known(&left[0]), left[0]);
        for at in &left[1..] {
            let this = (known(at), *at);
            if is_better(this, best) {
                best = this;
            }
        }
        left.retain(|at| *at != best.1);
        order.push(best.1);
        last.clone_from(&pieces[best.1]);
    }
    order
}

/// What names become that only the script and the program know.
#[derive(Default)]
struct Names {
    modules: BTreeMap<String, String>,
    others: BTreeMap<String, String>,
}

impl Names {
    fn add(&mut self, name: &str, kind: char) {
        let number = self.others.len();
        self.others.entry(name.to_owned()).or_insert_with(|| format!("{kind}{number}"));
    }

    /// The script with the names as they are now.
    fn in_script(&self, js: &str) -> Result<String, String> {
        let mut text = String::new();
        for part in js.split_inclusive(|c| !is_name(c)) {
            let name = part.trim_end_matches(|c| !is_name(c));
            text += self.others.get(name).map_or(name, String::as_str);
            text += &part[name.len()..];
        }
        for (before, now) in &self.modules {
            let quoted = format!("\"{before}\"");
            if !text.contains(&quoted) {
                return Err(format!("The script offers no module {quoted}"));
            }
            text = text.replace(&quoted, &format!("\"{now}\""));
        }
        Ok(text)
    }
}

/// Whether a name of the script can have this letter in it.
fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

/// What is otherwise in the program.
struct Slim {
    names: Names,
    /// At each place, where the function stood before.
    order: Vec<usize>,
    /// For each function before, its number now; those that are imported are first.
    numbers: Vec<u32>,
}

type Done = Result<(), Error<Infallible>>;

impl Reencode for Slim {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        Ok(self.numbers[function as usize])
    }

    fn parse_imports(&mut self, section: &mut ImportSection, imports: Imports<'_>) -> Done {
        for import in imports {
            let (_, import) = import?;
            let module = self.names.modules[import.module].clone();
            let name = self.names.others[import.name].clone();
            section.import(&module, &name, self.entity_type(import.ty)?);
        }
        Ok(())
    }

    fn parse_export(&mut self, section: &mut ExportSection, export: Export<'_>) -> Done {
        let name = self.names.others.get(export.name).map_or(export.name, String::as_str);
        // What the script does not call nobody does.
        if !name.starts_with(OWN) {
            let (name, kind) = (name.to_owned(), self.export_kind(export.kind)?);
            section.export(&name, kind, self.external_index(export.kind, export.index)?);
        }
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        section: &mut FunctionSection,
        functions: wasmparser::FunctionSectionReader<'_>,
    ) -> Done {
        let types = functions.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for at in &self.order {
            section.function(types[*at]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        section: &mut CodeSection,
        code: wasmparser::CodeSectionReader<'_>,
    ) -> Done {
        let bodies = code.into_iter().collect::<Result<Vec<_>, _>>()?;
        for at in self.order.clone() {
            self.parse_function_body(section, bodies[at].clone())?;
        }
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: wasmparser::CustomSectionReader<'_>,
    ) -> Done {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        CustomSection, EntityType, ExportKind, Function, ImportSection, TypeSection,
    };
    use wasmparser::{Operator, Parser};

    /// A program whose `run` gives what `__first` and `__second` do in turn, and its script.
    fn program() -> (&'static str, Vec<u8>) {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for name in ["__wbg_log_0123456789abcdef", "__wbg_log_fedcba9876543210"] {
            imports.import("./page_bg.js", name, EntityType::Function(0));
        }
        // The functions 2 to 5: the long one first, then short ones that are alike, and `run`.
        let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
        for calls in [&[0, 1, 0, 1, 0, 1, 0, 1][..], &[0], &[1], &[3, 2, 4]] {
            functions.function(0);
            let mut function = Function::new([]);
            for callee in calls {
                function.instructions().call(*callee);
            }
            function.instructions().end();
            code.function(&function);
        }
        let mut exports = ExportSection::new();
        exports.export("run", ExportKind::Func, 5);
        exports.export("__first", ExportKind::Func, 3);
        exports.export("__nobody", ExportKind::Func, 4);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&exports);
        module.section(&code);
        module.section(&CustomSection { name: "producers".into(), data: (&[1, 2, 3]).into() });
        let js = "const imports = { \"./page_bg.js\": { __wbg_log_0123456789abcdef: one, \
                  __wbg_log_fedcba9876543210: two } };\nwasm.__first(); wasm.run();\n";
        (js, module.finish())
    }

    /// The names of imports and of exports, and which imports `run` calls in which order.
    fn seen(wasm: &[u8]) -> (Vec<String>, Vec<String>, Vec<u32>) {
        let (mut imported, mut exported, mut bodies, mut run) = (vec![], vec![], vec![], 0);
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.expect("it can be read") {
                Payload::ImportSection(all) => {
                    for import in all.into_imports() {
                        imported.push(import.expect("an import").name.to_owned());
                    }
                }
                Payload::ExportSection(all) => {
                    for export in all {
                        let export = export.expect("an export");
                        exported.push(export.name.to_owned());
                        run = if export.name == "run" { export.index } else { run };
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let mut calls = Vec::new();
                    for operator in body.get_operators_reader().expect("code") {
                        if let Ok(Operator::Call { function_index }) = operator {
                            calls.push(function_index);
                        }
                    }
                    bodies.push(calls);
                }
                Payload::CustomSection(section) => panic!("{} is there", section.name()),
                _ => {}
            }
        }
        let (mut called, mut to_call) = (Vec::new(), vec![run]);
        while let Some(function) = to_call.pop() {
            match function.checked_sub(imported.len() as u32) {
                Some(own) => to_call.extend(bodies[own as usize].iter().rev()),
                None => called.push(function),
            }
        }
        (imported, exported, called)
    }

    #[test]
    fn it_does_the_same_under_shorter_names() {
        let (js, wasm) = program();
        let (js, slim) = slimmed(js, &wasm).expect("they fit each other");
        assert!(slim.len() < wasm.len());
        let (imported, exported, called) = seen(&slim);
        assert_eq!(
            (imported, exported),
            (vec!["i0".into(), "i1".into()], vec!["run".into(), "e2".into()])
        );
        assert_eq!(called, [0, 0, 1, 0, 1, 0, 1, 0, 1, 1]);
        let expected = "const imports = { \"m\": { i0: one, i1: two } };\nwasm.e2(); wasm.run();\n";
        assert_eq!(js, expected);
        // Once more changes nothing.
        assert_eq!(slimmed(&js, &slim).map(|(js, wasm)| (js, wasm.len())), Ok((js, slim.len())));
    }

    #[test]
    fn functions_stand_beside_those_they_are_like() {
        let bodies: [&[u8]; 5] =
            [b"abcdefghijkl", b"0123456789", b"abcdefgh", b"012345", b"abcdefghijklmnop"];
        assert_eq!(alike(&bodies), [3, 1, 2, 0, 4]);
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let (js, wasm) = program();
        let other = js.replace("__wbg_log_fedcba9876543210", "__wbg_log_1");
        let told = |js: &str, wasm: &[u8]| slimmed(js, wasm).expect_err("it does not fit");
        assert_eq!(told(&other, &wasm), "The script offers no __wbg_log_fedcba9876543210");
        let other = js.replace("./page_bg.js", "./other.js");
        assert_eq!(told(&other, &wasm), "The script offers no module \"./page_bg.js\"");
        assert!(told(js, &wasm[..40]).starts_with("The program: "));
        assert!(told(js, b"no program").starts_with("The program: "));
    }
}
