# Sourced by mvnw and tenant-manager: exports JAVA_HOME of the first JDK >= 25 among JAVA_HOME itself, the
# java on the path and the usual folders of installed JDKs.

jdk_feature_version() { # of the JDK in folder $1; nothing when it is none
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
    local on_path candidate version
    on_path=$(command -v javac || true)
    [ -n "$on_path" ] && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/java/* /opt/jdk* /usr/local/jdk* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [ -n "$candidate" ] || continue
        version=$(jdk_feature_version "$candidate")
        if [ "${version:-0}" -ge 25 ]; then
            echo "$candidate"
            return
        fi
    done
}

JAVA_HOME=$(find_jdk)
if [ -z "$JAVA_HOME" ]; then
    echo "$(basename "$0"): needs a JDK 25 or newer; none was found in JAVA_HOME, on the path or under /usr/lib/jvm" >&2
    exit 1
fi
export JAVA_HOME
export PATH="$JAVA_HOME/bin:$PATH"
