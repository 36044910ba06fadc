using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace FeedbackBot.Tests;

/// <summary>A PostgreSQL cluster of its own in a temporary folder on a free port of 127.0.0.1; programs are taken from POSTGRES_BIN, the PATH, or the system's packages.</summary>
public sealed class PostgresCluster : IAsyncLifetime
{
    private string _folder = "";
    private string _bin = "";
    private int _port;

    public async Task InitializeAsync()
    {
        _bin = await FindAsync();
        _folder = Directory.CreateTempSubdirectory("feedbackbot-postgres").FullName;
        _port = FreePort();
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", "postgres", _folder);
        }

        var data = Path.Combine(_folder, "data");
        await RunAsOwnerAsync("initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync");
        await RunAsOwnerAsync(
            "pg_ctl", "-D", data, "-w", "-l", Path.Combine(_folder, "log"), "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=off", "start");
    }

    public async Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunAsOwnerAsync("pg_ctl", "-D", Path.Combine(_folder, "data"), "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A new, empty database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = "fb" + Guid.CreateVersion7().ToString("N");
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionTo(name);
    }

    private string ConnectionTo(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Maximum Pool Size=20";

    /// <summary>PostgreSQL refuses to run as root, so root hands it to the package's own user.</summary>
    private Task RunAsOwnerAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_bin, program);
        return Environment.UserName == "root"
            ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task<string> FindAsync()
    {
        if (Look() is { } found)
        {
            return found;
        }

        if (Environment.UserName == "root" && File.Exists("/usr/bin/apt-get"))
        {
            await RunAsync("apt-get", "install", "-y", "-qq", "postgresql");
        }

        return Look() ?? throw new InvalidOperationException("PostgreSQL is missing: install it, or set POSTGRES_BIN to the folder with initdb and pg_ctl.");
    }

    private static string? Look()
    {
        var folders = new List<string?> { Environment.GetEnvironmentVariable("POSTGRES_BIN") };
        if (Directory.Exists("/usr/lib/postgresql"))
        {
            folders.AddRange(Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin")));
        }

        folders.AddRange((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
        return folders.Find(f => f != null && File.Exists(Path.Combine(f, "initdb")));
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The server that pg_ctl leaves behind would keep redirected pipes open, so nothing is redirected.
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed with exit code {process.ExitCode}.");
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
