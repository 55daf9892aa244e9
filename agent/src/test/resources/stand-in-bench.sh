# Does to a MariaDB, a Redis and the files of a bench what the program bench of Frappe does, without Frappe.
# Files in the bench make it fail (fail-POINT, whose text it prints), hang (slow-POINT) or refuse what old benches refuse.
# A site whose database has no real name (_ and 16 digits) is one of files only.
set -u

say() { printf '%s\n' "$*"; }
die() { say "$*"; exit 1; }
value() { sed -n "/\"$1\"/{s/^.*\"$1\" *: *\"\{0,1\}\([^\",}]*\).*$/\1/p;q}" "$2"; }
quoted() { printf %s "$1" | sed "s/[\\\\']/&&/g"; }
hash() { printf %s "$1" | sha256sum | cut -c 1-64; }
password() { od -An -N8 -tx1 /dev/urandom | tr -d ' \n'; }

point() {
    if [ -f "fail-$1" ]; then
        cat "fail-$1"
        exit 3
    fi
    [ -f "slow-$1" ] || return 0
    echo $$ >> pids
    sleep 300 > /dev/null 2>&1 &
    echo $! >> pids
    i=0
    while [ -f "slow-$1" ]; do
        echo "patch $i"
        i=$((i + 1))
        sleep 0.1
    done
    kill %1 2> /dev/null || kill $!
}

# The user, the password and the database; the statements come by standard input.
sql() { MYSQL_PWD=$2 mariadb --no-defaults --default-character-set=utf8mb4 --batch --skip-column-names -h "$host" -P "$port" -u "$1" ${3:-} 2>&1; }
own() { sql "$db" "$db_password" "$db"; }
is_real() { case $db in _????????????????) true ;; *) false ;; esac; }
redis() { redis-cli -p "$redis_port" "$@" 2>&1; }

know_server() {
    host=$(value db_host sites/common_site_config.json)
    port=$(value db_port sites/common_site_config.json)
    redis_port=$(sed -n '/"redis_cache"/{s/^.*"redis_cache"[^,]*:\([0-9]*\)".*$/\1/p;q}' sites/common_site_config.json)
}

know_site() {
    folder=sites/$site
    config=$folder/site_config.json
    db=$(value db_name "$config")
    db_password=$(value db_password "$config")
}

# The tables that every site has.
fresh_tables() {
    cat << SQL
create table tabSingles (doctype varchar(140), field varchar(140), value text);
create table tabDefaultValue (parent varchar(140), defkey varchar(140), defvalue text);
create table tabUser (name varchar(140) primary key, first_name varchar(140), last_name varchar(140));
create table __Auth (doctype varchar(140), name varchar(140), fieldname varchar(140), password text, primary key (doctype, name, fieldname));
create table tabSessions (sid varchar(140) primary key, user varchar(140));
create table \`tabPatch Log\` (name varchar(140) primary key);
create table \`tabInstalled Application\` (app_name varchar(140) primary key, idx int);
insert into tabDefaultValue values ('__default', 'time_zone', 'Europe/Paris');
insert into tabUser values ('Administrator', 'Administrator', ''), ('Guest', 'Guest', '');
insert into \`tabInstalled Application\` values ('frappe', 1);
insert into __Auth values ('User', 'Administrator', 'password', '$(hash "$1")');
SQL
}

# As getpass does without a terminal: the password of the root, then that of the administrator, twice.
read_root() { IFS= read -r root_password || die "No password of the database's root"; }
read_admin() {
    IFS= read -r admin || die "No password of the administrator"
    IFS= read -r again || die "The password of the administrator was not repeated"
    [ "$admin" = "$again" ] || die "Passwords do not match"
}

apps_of_site() { say "select app_name from \`tabInstalled Application\` order by idx;" | own; }

if [ "$1" = new-site ]; then
    shift
    called="new-site $*"
    root=root db=
    while [ $# -gt 1 ]; do
        case $1 in
            --mariadb-root-username) root=$2; shift 2 ;;
            --db-name) db=$2; shift 2 ;;
            --no-mariadb-socket) shift ;;
            *) say "Error: no such option: $1"; exit 2 ;;
        esac
    done
    site=$1
    say "$called" >> called
    know_server
    read_root
    read_admin
    [ ! -e "sites/$site" ] || die "Site $site already exists"
    point new-site
    db_password=$(password)
    mkdir -p "sites/$site/public/files" "sites/$site/private/files" "sites/$site/private/backups" "sites/$site/logs"
    printf '{\n "db_name": "%s",\n "db_password": "%s",\n "db_type": "mariadb"\n}\n' "$db" "$db_password" > "sites/$site/site_config.json"
    sql "$root" "$root_password" << SQL || exit 1
create database \`$db\` character set utf8mb4;
create user '$db'@'%' identified by '$db_password';
grant all on \`$db\`.* to '$db'@'%';
SQL
    point new-site-database
    say
    say "Installing frappe..."
    fresh_tables "$admin" | own || exit 1
    point after-new-site
    say "Updating DocTypes for frappe        : [========================================] 100%"
    say "*** Scheduler is disabled ***"
    exit 0
fi

if [ "$1" = drop-site ]; then
    shift
    say "drop-site $*" >> called
    root=root archived=archived
    while [ $# -gt 1 ]; do
        case $1 in
            --root-login) root=$2; shift 2 ;;
            --archived-sites-path) archived=$2; shift 2 ;;
            --no-backup | --force) shift ;;
            *) say "Error: no such option: $1"; exit 2 ;;
        esac
    done
    site=$1
    know_server
    know_site
    read_root
    point drop-site
    sql "$root" "$root_password" << SQL || exit 1
drop database if exists \`$db\`;
drop user if exists '$db'@'%';
SQL
    point drop-site-database
    mkdir -p "$archived"
    number=
    while [ -e "$archived/$site$number" ]; do number=$((number + 1)); done
    mv "$folder" "$archived/$site$number" || exit 1
    point after-drop-site
    say "Dropped $site"
    exit 0
fi

[ "$1" = --site ] || { say "Usage: bench --site SITE COMMAND"; exit 2; }
site=$2
shift 2
[ "$1" != --force ] || shift
command=$1
shift
[ -f "sites/$site/site_config.json" ] || die "Site $site does not exist"
know_server
know_site
say "$command $*" >> called
point "$command"
case $command in
    install-app)
        if [ -f old ] && [ "${2:-}" = --force ]; then
            say "Error: no such option: --force"
            exit 2
        fi
        [ -d "apps/$1" ] || die "ModuleNotFoundError: No module named '$1'"
        printf '\nInstalling %s...\n' "$1"
        mkdir -p "$folder/installed"
        : > "$folder/installed/$1"
        if is_real; then
            own << SQL || exit 1
create table if not exists \`tabApp $1\` (name varchar(140) primary key, version varchar(140));
insert ignore into \`tabApp $1\` values ('$1', '16.0.0');
insert ignore into \`tabInstalled Application\` select '$1', count(*) + 1 from \`tabInstalled Application\`;
SQL
            redis set "$db|installed_apps" "$1" > /dev/null
        fi
        ;;
    uninstall-app)
        say "Uninstalling App $1 from Site $site..."
        rm -f "$folder/installed/$1"
        ! is_real || own << SQL || exit 1
drop table if exists \`tabApp $1\`;
delete from \`tabInstalled Application\` where app_name = '$1';
SQL
        ;;
    remove-from-installed-apps)
        say "delete from \`tabInstalled Application\` where app_name = '$1';" | own || exit 1
        ;;
    migrate)
        say "Migrating $site"
        if is_real; then
            own << SQL || exit 1
alter table tabUser add column if not exists migrated int default 0;
update tabUser set migrated = migrated + 1;
insert ignore into \`tabPatch Log\` values ('frappe.patches.v16_0.fake');
create table if not exists \`tabMade by Migration\` (name varchar(140));
SQL
            if [ -f migration.sql ]; then own < migration.sql || exit 1; fi
            printf '[\n "tabMade by Migration",\n "tabPatch Log",\n "tabUser"\n]' > "$folder/touched_tables.json"
        fi
        point migrate-tables
        say "Executing frappe.patches.v16_0.fake in $site ($db)"
        say "Success: Done in 0.123s"
        : > "$folder/migrated"
        ;;
    set-maintenance-mode)
        flag=0
        [ "$1" = on ] && flag=1
        if grep -q '"maintenance_mode"' "$config"; then
            sed "s/\"maintenance_mode\" *: *[01]/\"maintenance_mode\": $flag/" "$config" > "$config.new"
        else
            sed "1s/{/{ \"maintenance_mode\": $flag,/" "$config" > "$config.new"
        fi
        mv "$config.new" "$config"
        ;;
    ready-for-migration)
        if [ -f busy ] || { is_real && [ "$(redis llen "$db|jobs")" != 0 ]; }; then
            say "$site: jobs are pending"
            exit 1
        fi
        say "$site: ready for migration"
        ;;
    clear-cache)
        ! is_real || redis --raw keys "$db|*" | xargs -r -d '\n' redis-cli -p "$redis_port" del > /dev/null || exit 1
        say "ok $command"
        ;;
    clear-website-cache | build-search-index) say "ok $command" ;;
    execute)
        if is_real && [ "$1" = frappe.get_installed_apps ]; then
            printf '["%s"]\n' "$(apps_of_site | paste -sd, | sed 's/,/", "/g')"
        else
            say '["frappe", "erpnext"]'
        fi
        ;;
    list-apps)
        if ! is_real; then
            printf '{"%s": [' "$site"
            printf '{"app_name": "frappe", "app_version": "16.0.0", "git_branch": "version-16"}, '
            printf '{"app_name": "erpnext", "app_version": "16.0.0", "git_branch": "version-16"}]}\n'
        elif [ "${1:-}" = -f ]; then
            apps=$(apps_of_site) || die "$apps"
            printf '{"%s": [%s]}\n' "$site" \
                "$(say "$apps" | sed 's/.*/{"app_name": "&", "app_version": "16.0.0", "git_branch": "version-16"}/' | paste -sd,)"
        else
            apps_of_site | sed 's/$/ 16.0.0 version-16/'
        fi
        ;;
    reinstall)
        root=root
        while [ $# -gt 0 ]; do
            case $1 in
                --mariadb-root-username) root=$2; shift 2 ;;
                --yes) shift ;;
                *) say "Error: no such option: $1"; exit 2 ;;
            esac
        done
        read_root
        read_admin
        say "drop database \`$db\`; create database \`$db\` character set utf8mb4;" | sql "$root" "$root_password" || exit 1
        point reinstall-database
        say "Installing frappe..."
        fresh_tables "$admin" | own || exit 1
        ;;
    restore)
        root=root public= private=
        while [ $# -gt 1 ]; do
            case $1 in
                --mariadb-root-username) root=$2; shift 2 ;;
                --with-public-files) public=$2; shift 2 ;;
                --with-private-files) private=$2; shift 2 ;;
                *) say "Error: no such option: $1"; exit 2 ;;
            esac
        done
        read_root
        read_admin
        dump=$folder/restored.sql
        case $1 in
            *.gz) gzip -dc "$1" > "$dump" || { rm -f "$dump"; die "The dump $1 is broken"; } ;;
            *) cp "$1" "$dump" || exit 1 ;;
        esac
        say "drop database if exists \`$db\`; create database \`$db\` character set utf8mb4;" | sql "$root" "$root_password" || exit 1
        point restore-database
        own < "$dump" || exit 1
        rm -f "$dump"
        say "replace into __Auth values ('User', 'Administrator', 'password', '$(hash "$admin")');" | own || exit 1
        [ -z "$public" ] || tar -xf "$public" --strip-components 2 -C "$folder" || exit 1
        [ -z "$private" ] || tar -xf "$private" --strip-components 2 -C "$folder" || exit 1
        say "Site $site has been restored"
        ;;
    backup)
        files= half=
        for word; do [ "$word" != --with-files ] || files=" with files"; done
        backups=$folder/private/backups
        mkdir -p "$backups" "$folder/public/files" "$folder/private/files"
        begin=$backups/$(date +%Y%m%d_%H%M%S)-$(say "$site" | tr . _)
        while [ -e "$begin-database.sql.gz" ]; do # of the same second
            sleep 0.1
            begin=$backups/$(date +%Y%m%d_%H%M%S)-$(say "$site" | tr . _)
        done
        [ -f says-no-names ] || say "mariadb-dump --user=$db --password=********** $db | gzip >> ./$begin-database.sql.gz"
        MYSQL_PWD=$db_password mariadb-dump --no-defaults --single-transaction --quick --lock-tables=false \
            -h "$host" -P "$port" -u "$db" "$db" > "$begin-database.sql" || half=yes
        if [ "$half" ]; then # as where the dump went through a pipe
            if [ -f leaves-halves ]; then gzip "$begin-database.sql"; else rm -f "$begin-database.sql"; fi
            exit 1
        fi
        if [ -f short-dump ]; then # as one whose disk was full
            sed '$d' "$begin-database.sql" > "$begin-database.short"
            mv "$begin-database.short" "$begin-database.sql"
        fi
        gzip "$begin-database.sql" || exit 1
        [ ! -f broken-dump ] || truncate -s -20 "$begin-database.sql.gz"
        cp "$config" "$begin-site_config_backup.json"
        point backup-database
        if [ -n "$files" ]; then
            tar -cf "$begin-files.tar" -C sites "./$site/public/files" || exit 1
            tar -cf "$begin-private-files.tar" -C sites "./$site/private/files" || exit 1
        fi
        if [ ! -f says-no-names ]; then
            say "Backup Summary for $site at $(date '+%Y-%m-%d %H:%M:%S')"
            say "Config  : ./$begin-site_config_backup.json 0.1KiB"
            say "Database: ./$begin-database.sql.gz         0.7KiB"
        fi
        say "Backup for Site $site has been successfully completed$files"
        ;;
    scheduler)
        case $1 in
            enable | disable)
                flag=0
                [ "$1" = enable ] && flag=1
                ! is_real || own << SQL || exit 1
delete from tabSingles where doctype = 'System Settings' and field = 'enable_scheduler';
insert into tabSingles values ('System Settings', 'enable_scheduler', '$flag');
SQL
                say "Scheduler is ${1}d for site $site"
                ;;
            status)
                flag=$(! is_real || say "select value from tabSingles where field = 'enable_scheduler';" | own)
                if [ "$flag" = 1 ]; then say "Scheduler is enabled for site $site"; else say "Scheduler is disabled for site $site"; fi
                ;;
        esac
        ;;
    add-system-manager)
        user=$1
        shift
        first= last=
        while [ $# -gt 0 ]; do
            case $1 in
                --first-name) first=$2; shift 2 ;;
                --last-name) last=$2; shift 2 ;;
                *) say "Error: no such option: $1"; exit 2 ;;
            esac
        done
        say "insert into tabUser (name, first_name, last_name) values ('$(quoted "$user")', '$(quoted "$first")', '$(quoted "$last")');" | own || exit 1
        say "ok add-system-manager"
        ;;
    set-password | set-admin-password)
        user=Administrator
        [ "$command" = set-admin-password ] || user=$1
        IFS= read -r secret || die "No password"
        is_real || exit 0
        [ -n "$(say "select name from tabUser where name = '$(quoted "$user")';" | own)" ] || die "User $user does not exist"
        say "replace into __Auth values ('User', '$(quoted "$user")', 'password', '$(hash "$secret")');" | own || exit 1
        ;;
    console)
        code=$(cat)
        say "$code" | sed -n 's/^frappe\.db\.sql("\(.*\)")$/\1;/p' | own || exit 1
        case $code in
            *login_as*)
                user=$(say "$code" | sed -n 's/^.*login_as("\(.*\)").*$/\1/p')
                if [ -n "$(say "select name from tabUser where name = '$(quoted "$user")';" | own)" ]; then
                    sid=$(password)$(password)
                    say "insert into tabSessions values ('$sid', '$(quoted "$user")');" | own || exit 1
                    say ">>>$sid<<<"
                else
                    say "frappe.exceptions.DoesNotExistError: User $user not found"
                fi
                ;;
            *setup_complete*)
                point setup-complete
                say "insert into tabSingles values ('System Settings', 'setup_complete', '1');" | own || exit 1
                say ">>>done<<<"
                ;;
        esac
        ;;
    *)
        say "Error: No such command '$command'."
        exit 2
        ;;
esac
point "after-$command"
