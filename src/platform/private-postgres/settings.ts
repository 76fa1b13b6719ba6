// The settings of the private PostgreSQL: what safety demands, and what fits the machine's memory.

export type Purpose = "keep" | "throw-away";

const MB = 1024 * 1024;

export type Settings = Readonly<Record<string, string>>;

/**
 * Returns the settings that nothing may change; they are given on the server's command line.
 * `keep` is durable: a commit is on disk before it is answered. `throw-away` is for tests: fast, lost in a power cut.
 */
export function fixedSettings(purpose: Purpose, socketFolder: string): Settings {
  const safe = purpose === "keep" ? "on" : "off";
  return {
    // Reached through a socket in a folder that only its user may enter; nothing listens on the network.
    listen_addresses: "",
    unix_socket_directories: socketFolder,
    unix_socket_permissions: "0700",
    fsync: safe,
    full_page_writes: safe,
    synchronous_commit: safe,
    // Statements and the values in them may hold passenger data: no setting of an operator lets them into a log.
    log_statement: "none",
    log_min_error_statement: "panic",
    log_min_duration_statement: "-1",
    log_min_duration_sample: "-1",
    log_transaction_sample_rate: "0",
    log_error_verbosity: "terse",
    log_parameter_max_length: "0",
    log_parameter_max_length_on_error: "0",
    log_temp_files: "-1",
    debug_print_parse: "off",
    debug_print_plan: "off",
    debug_print_rewritten: "off",
  };
}

/**
 * Returns the settings that fit the machine; the operator's own file may override them.
 * `memoryBytes` is the memory of the machine or container; most of it is left to OpenPIU itself and the file cache.
 */
export function tunedSettings(purpose: Purpose, memoryBytes: number): Settings {
  const megabytes = (share: number, least: number, most: number): string =>
    `${Math.round(Math.min(Math.max(memoryBytes * share, least * MB), most * MB) / MB)}MB`;
  return {
    ...(purpose === "keep" ? keptLog : smallLog),
    shared_buffers: purpose === "keep" ? megabytes(1 / 10, 64, 2048) : "64MB",
    effective_cache_size: megabytes(1 / 2, 256, 65_536),
    maintenance_work_mem: megabytes(1 / 40, 32, 512),
    work_mem: megabytes(1 / 1000, 4, 32),
    max_connections: "120",
    random_page_cost: "1.1",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    default_text_search_config: "pg_catalog.simple",
    log_checkpoints: "off",
    logging_collector: "off",
  };
}

/** A kept range of log segments spares the first hours their creation, which halved the commit rate of a new database. */
const keptLog = {
  min_wal_size: "256MB",
  max_wal_size: "2GB",
  checkpoint_timeout: "15min",
};

const smallLog = {
  min_wal_size: "64MB",
  max_wal_size: "512MB",
  autovacuum: "off",
};

/** Returns the settings as a PostgreSQL configuration file. */
export function settingsFile(settings: Settings): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  return `# Written by OpenPIU at every start; own settings belong in operator.conf beside this file.\n${lines.join("\n")}\n`;
}
