using FeedbackBot.Storage;
using Microsoft.Data.Sqlite;

namespace FeedbackBot.Host.Demo;

/// <summary>The demo's own data folder: marked when a fill begins, so that nobody else's data is ever filled or emptied.</summary>
internal sealed class DemoFolder(string root)
{
    private const string Filling = "filling";
    private const string Filled = "filled";

    public string Root => root;

    public bool IsFilled => State == Filled;

    public string ConnectionString => StorageSetup.SqliteFile(DatabaseFile);

    private string DatabaseFile => Path.Combine(root, "feedbackbot.db");

    private string Marker => Path.Combine(root, "demo");

    private string? State => File.Exists(Marker) ? File.ReadAllText(Marker).Trim() : null;

    /// <summary>Makes the folder ready for a fill: a half-filled demo is emptied, and so is a whole one where <paramref name="afresh"/> is wished.</summary>
    public void Prepare(bool afresh)
    {
        if (State == null && File.Exists(DatabaseFile))
        {
            throw new RuleViolation("not_the_demo", $"{root} holds data that is not the demo's. Name another folder with --FeedbackBot:DataFolder=…, or leave it out.");
        }

        Directory.CreateDirectory(root);
        if (State != null && (afresh || State != Filled))
        {
            Empty();
        }

        if (!IsFilled)
        {
            File.WriteAllText(Marker, Filling);
        }
    }

    public void Finish() => File.WriteAllText(Marker, Filled);

    /// <summary>Only what the program itself puts there; keys stay, so that browsers remain signed in.</summary>
    private void Empty()
    {
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(root, "feedbackbot.db*"))
        {
            File.Delete(file);
        }

        foreach (var folder in new[] { "outbox", "attachments" }.Select(name => Path.Combine(root, name)).Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }

        File.Delete(Marker);
    }
}
