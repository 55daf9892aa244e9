# Locks a program in, where bubblewrap is not there to do it; runs in namespaces of its own (user, mount, pid, net, ipc, uts).
# Words: an empty folder to build the new root in, then "ro|rw FROM TO" for each thing that the program sees, "--", the program.
set -eu
root=$1
shift

# A mount keeps the restrictions that it has outside: without them the kernel refuses to change it.
show() {
  if [ -d "$2" ]; then mkdir -p "$root$3"; else mkdir -p "$root${3%/*}"; : > "$root$3"; fi
  mount --rbind "$2" "$root$3"
  kept=$(findmnt --noheadings --first-only --output VFS-OPTIONS --target "$2" | tr , '\n' | grep -E '^(nosuid|nodev|noexec|noatime|nodiratime|relatime)$' | tr '\n' , || true)
  if [ "$1" = ro ]; then mount -o "remount,bind,${kept}ro" "$root$3"; fi
}

mount --make-rprivate /
mount -t tmpfs -o mode=755,size=1m tmpfs "$root"
while [ "$1" != -- ]; do
  show "$1" "$2" "$3"
  shift 3
done
shift
for device in null zero full random urandom; do show rw "/dev/$device" "/dev/$device"; done
for tool in umount setpriv; do show ro "$(command -v $tool)" "/.lock-in/$tool"; done
mkdir -p "$root/proc" "$root/tmp"
mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
mount -t tmpfs -o mode=1777,nosuid,nodev,size=256m tmpfs "$root/tmp"
cd "$root"
pivot_root . .
/.lock-in/umount -l .
cd /tmp
unset OLDPWD PATH PWD
export HOME=/tmp
exec /.lock-in/setpriv --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"
