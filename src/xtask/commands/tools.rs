//! `cargo xtask tools`: gets the real tools that the tests run, and prints where they are. The library gets them.

use std::process::ExitCode;
use std::time::Instant;

use portico_xtask::tools::{self, Packages, Tool};

/// Build or find the real tools that the tests run
#[derive(clap::Args)]
pub struct Arguments {
    /// The tools to get; the usual ones when none is named
    #[arg(value_name = "NAME")]
    names: Vec<String>,

    /// Get every tool, also those that only the large tests run
    #[arg(long, conflicts_with = "names")]
    all: bool,

    #[command(flatten)]
    packages: PackageArguments,

    /// Print the path of one tool, without building it
    #[arg(long, value_name = "NAME", conflicts_with_all = ["names", "all"])]
    print: Option<String>,
}

/// The changes of the system that are allowed.
#[derive(clap::Args)]
pub struct PackageArguments {
    /// Install what is missing of the system's packages, as root and with apt
    #[arg(long)]
    install_packages: bool,
}

impl PackageArguments {
    fn packages(&self) -> Packages {
        if self.install_packages { Packages::Installed } else { Packages::LeftAlone }
    }
}

/// Gets the tools that were asked for and prints a table of them.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    if let Some(name) = &arguments.print {
        let path = tools::tool(name).map_err(|missing| missing.to_string())?;
        println!("{}", path.display());
        return Ok(ExitCode::SUCCESS);
    }
    let chosen = if arguments.names.is_empty() {
        tools::TOOLS.iter().filter(|tool| arguments.all || tool.usual).collect()
    } else {
        named(&arguments.names)?
    };
    Ok(if obtain_all(&chosen, arguments.packages.packages()) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Gets the tools that the tests usually run, and names in its table those that are missing. Gives a line for each that
/// was left out because it takes long to build; with `everything` none is.
pub fn obtain_usual(packages: &PackageArguments, everything: bool) -> Vec<String> {
    let is_left_out = |tool: &Tool| !everything && tool.is_long_to_build() && tools::find(tool).is_err();
    let usual = tools::TOOLS.iter().filter(|tool| tool.usual);
    let (left_out, chosen): (Vec<&Tool>, Vec<&Tool>) = usual.partition(|tool| is_left_out(tool));
    obtain_all(&chosen, packages.packages());
    let missing = left_out.into_iter().filter_map(|tool| tools::find(tool).err());
    missing.map(|missing| missing.to_string()).collect()
}

fn named(names: &[String]) -> Result<Vec<&'static Tool>, String> {
    names.iter().map(|name| tools::named(name).map_err(|missing| missing.to_string())).collect()
}

fn obtain_all(chosen: &[&Tool], packages: Packages) -> bool {
    let mut complete = true;
    let rows: Vec<[String; 4]> = chosen
        .iter()
        .map(|tool| {
            let started = Instant::now();
            let place = match tools::obtain(tool, packages) {
                Ok(path) => path.display().to_string(),
                Err(missing) => {
                    complete = false;
                    eprintln!("{missing}");
                    format!("missing: {}", missing.reason())
                }
            };
            let seconds = match started.elapsed().as_secs() {
                0 => String::new(),
                seconds => format!("{seconds} s"),
            };
            [tool.name.to_owned(), tool.version.to_owned(), seconds, place]
        })
        .collect();
    print_table(&rows);
    complete
}

fn print_table(rows: &[[String; 4]]) {
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let (names, versions, times) = (width(0), width(1), width(2));
    for [name, version, seconds, place] in rows {
        println!("{name:names$}  {version:versions$}  {seconds:>times$}  {place}");
    }
}
