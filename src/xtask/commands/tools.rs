//! `cargo xtask tools`: gets the real tools that the tests run, and says where
//! they are. How each is got is the library's.

use std::process::ExitCode;

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

/// What may be done to the system.
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

/// Gets the tools that the tests usually run; says what is missing in its table.
pub fn obtain_usual(packages: &PackageArguments) {
    let usual: Vec<_> = tools::TOOLS.iter().filter(|tool| tool.usual).collect();
    obtain_all(&usual, packages.packages());
}

fn named(names: &[String]) -> Result<Vec<&'static Tool>, String> {
    names.iter().map(|name| tools::named(name).map_err(|missing| missing.to_string())).collect()
}

fn obtain_all(chosen: &[&Tool], packages: Packages) -> bool {
    let mut complete = true;
    let rows: Vec<[String; 3]> = chosen
        .iter()
        .map(|tool| {
            let place = match tools::obtain(tool, packages) {
                Ok(path) => path.display().to_string(),
                Err(missing) => {
                    complete = false;
                    eprintln!("{missing}");
                    format!("missing: {}", missing.reason())
                }
            };
            [tool.name.to_owned(), tool.version.to_owned(), place]
        })
        .collect();
    print_table(&rows);
    complete
}

fn print_table(rows: &[[String; 3]]) {
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let (names, versions) = (width(0), width(1));
    for [name, version, place] in rows {
        println!("{name:names$}  {version:versions$}  {place}");
    }
}
