using System.CommandLine;
using FeedbackBot.Host.Api;
using FeedbackBot.Host.Import;

namespace FeedbackBot.Host.Commands;

/// <summary>Brings in what other systems know; the same file may be imported again and again.</summary>
public static class ImportCommand
{
    public static Command Create()
    {
        var import = new Command("import", "Bring in facts from a CSV file.");
        import.Subcommands.Add(Of<ImportAccounts>(
            "accounts", "Accounts, by their external id.", string.Join(", ", AccountFile.Columns), (work, file, name, stop) => work.RunAsync(file, name, stop)));
        import.Subcommands.Add(Of<ImportOrders>(
            "orders", "Orders of contacts, by their number.", "number, contact, account, product, placedAt, amount, currency, status", (work, file, name, stop) => work.RunAsync(file, name, stop)));
        return import;
    }

    private static Command Of<TImport>(string name, string what, string columns, Func<TImport, Stream, string, CancellationToken, Task<ImportReport>> run) where TImport : notnull
    {
        var file = new Argument<FileInfo>("file") { Description = $"A CSV file in UTF-8 whose first line names its columns: {columns}." };
        var command = new Command(name, what) { file };
        command.SetAction(async (parsed, cancellation) =>
        {
            var given = parsed.GetValue(file)!;
            await using var rows = given.OpenRead();
            await using var app = App.Build(["--Logging:LogLevel:Default=Warning"]);
            await App.PrepareAsync(app);
            return Say(await run(app.Services.GetRequiredService<TImport>(), rows, given.Name, cancellation));
        });
        return command;
    }

    private static int Say(ImportReport report)
    {
        foreach (var refused in report.Refused)
        {
            Console.Error.WriteLine(refused);
        }

        Console.WriteLine($"{report[Stored.New]} new, {report[Stored.Changed]} changed, {report[Stored.Unchanged]} unchanged, {report.Rows.Count} refused");
        return report.Rows.Count == 0 ? 0 : 1;
    }
}
