using System.Diagnostics;
using FeedbackBot.Tests.House;

namespace FeedbackBot.Tests.Commands;

/// <summary>The program's commands as a person types them: what they print, and their exit codes.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_broken_dialog_is_named_with_file_line_and_what_was_expected_by_check_and_start()
    {
        var dialogs = CopyOfDialogs();
        var file = Path.Combine(dialogs, "complaint.yaml");
        var lines = (await File.ReadAllLinesAsync(file)).ToList();
        lines.Insert(4, "nonsense: true");
        await File.WriteAllLinesAsync(file, lines);

        foreach (var command in new[] { "check", "serve" })
        {
            var run = await RunAsync([command, $"--FeedbackBot:Conversations:DialogsFolder={dialogs}"]);
            run.ExitCode.ShouldBe(1, command);
            run.Errors.ShouldContain("complaint.yaml:5:1: unknown key 'nonsense'");
            run.Errors.ShouldContain("expected one of");
        }
    }

    [Fact]
    public async Task A_text_that_lacks_a_language_is_named()
    {
        var dialogs = CopyOfDialogs();
        var file = Path.Combine(dialogs, "praise.yaml");
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text.Replace("en:", "fr:", StringComparison.Ordinal));
        var run = await RunAsync(["check", $"--FeedbackBot:Conversations:DialogsFolder={dialogs}"]);
        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("praise.yaml:");
        run.Errors.ShouldContain("'en'");
    }

    [Fact]
    public async Task A_broken_prompt_is_named_by_check()
    {
        var prompts = Directory.CreateDirectory(Path.Combine(_folder.Path, "prompts")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "prompts"), "*.yaml"))
        {
            var text = await File.ReadAllTextAsync(file);
            await File.WriteAllTextAsync(Path.Combine(prompts, Path.GetFileName(file)), text.Replace("{{facts}}", "{{fact}}", StringComparison.Ordinal));
        }

        var run = await RunAsync(["check", $"--FeedbackBot:LanguageModel:PromptsFolder={prompts}"]);
        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("suggest-reply.yaml:");
        run.Errors.ShouldContain("'{{fact}}' is neither a declared variable");
    }

    [Fact]
    public async Task Check_finds_nothing_wrong_with_what_ships() => (await RunAsync(["check"])).ExitCode.ShouldBe(0);

    [Fact]
    public async Task Check_makes_no_database_and_migrates_none()
    {
        var data = Path.Combine(_folder.Path, "data");
        var run = await RunAsync(["check"]);
        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldContain("none yet");
        Directory.Exists(data).ShouldBeFalse();

        Directory.CreateDirectory(data);
        var file = Path.Combine(data, "feedbackbot.db");
        await File.WriteAllBytesAsync(file, []); // an empty database, to which every migration would apply
        run = await RunAsync(["check"]);
        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldContain("0001_first");
        new FileInfo(file).Length.ShouldBe(0);

        await File.WriteAllTextAsync(file, "this is no database, however long it may be");
        run = await RunAsync(["check"]);
        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("not a database");
    }

    [Fact]
    public async Task Check_writes_the_schemas_for_editors_beside_the_dialogs()
    {
        var dialogs = CopyOfDialogs();
        var schema = Path.Combine(dialogs, "flow.schema.json");
        File.Delete(schema);
        var run = await RunAsync(["check", "--write-schema", $"--FeedbackBot:Conversations:DialogsFolder={dialogs}"]);
        run.ExitCode.ShouldBe(0, run.Errors);
        (await File.ReadAllTextAsync(schema)).ShouldBe(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "dialogs", "flow.schema.json")));
        (await RunAsync(["check", "--help"])).Output.ShouldContain("--write-schema");
    }

    [Theory]
    [InlineData("dance")]
    [InlineData("serve", "--loudly")]
    [InlineData("chat", "--lang", "fr")]
    [InlineData("key", "create")]
    [InlineData("evaluate")]
    [InlineData("import", "orders")]
    [InlineData("evaluate", "a.jsonl", "b.jsonl")]
    [InlineData("evaluate", "a.jsonl", "--corrections")]
    [InlineData("evaluate", "--corrections", "--by", "source")]
    public async Task Wrong_usage_is_told_with_exit_code_2(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_wrong_setting_stops_the_start_and_names_where_it_stands()
    {
        var run = await RunAsync(["serve"], ("FeedbackBot__Storage__Provider", "Oracle"));
        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("environment variable FeedbackBot__Storage__Provider");
        run.Errors.ShouldContain("Sqlite, Postgres");
    }

    [Fact]
    public async Task The_chat_reads_a_script_and_files_a_case()
    {
        var run = await RunAsync(["chat", "--lang", "zh-Hans"], input: "空调不制冷,订单 AB11112222,要求维修\n在这里回复就行\n是的\n");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("FB-000001");
    }

    [Fact]
    public async Task Orders_are_imported_and_bad_rows_end_with_exit_code_1()
    {
        var file = Path.Combine(_folder.Path, "orders.csv");
        await File.WriteAllTextAsync(file, "number,contact,placedAt\nA-1,c-1,2026-01-01\nA-2,,2026-01-01\n");
        var run = await RunAsync(["import", "orders", file]);
        run.ExitCode.ShouldBe(1);
        run.Output.Trim().ShouldBe("1 new, 0 changed, 0 unchanged, 1 refused");
        run.Errors.ShouldContain("orders.csv:3: contact.externalId must not be empty.");

        await File.WriteAllTextAsync(file, "number,contact,placedAt\nA-1,c-1,2026-01-01\n");
        (await RunAsync(["import", "orders", file])).ExitCode.ShouldBe(0);
        (await RunAsync(["import", "orders", file + ".missing"])).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_is_printed_once()
    {
        var run = await RunAsync(["key", "create", "erp", "--scopes", "analyze"]);
        run.ExitCode.ShouldBe(0);
        run.Output.Trim().ShouldStartWith("fbk_");
    }

    [Fact]
    public async Task A_damaged_model_file_stops_the_start_and_check_and_says_what_to_do()
    {
        var file = Path.Combine(_folder.Path, "own.model");
        await File.WriteAllBytesAsync(file, [.. "FBMODEL1"u8, .. new byte[100]]);
        foreach (var command in new[] { "check", "serve" })
        {
            var run = await RunAsync([command], ("FeedbackBot__Understanding__ModelFile", file));
            run.ExitCode.ShouldBe(1, command);
            run.Errors.ShouldContain("FeedbackBot:Understanding");
            run.Errors.ShouldContain($"'{file}' cannot be read with: The model file is damaged");
            run.Errors.ShouldContain("leave the setting empty");
        }
    }

    [Fact]
    public async Task Labelled_texts_are_evaluated_in_plain_columns_a_line_a_row()
    {
        var file = Path.Combine(_folder.Path, "labelled.jsonl");
        await File.WriteAllLinesAsync(file,
        [
            """{"id":"1","lang":"zh","text":"快递又丢了，太差劲了！","kind":"complaint","sentiment":"negative","source":"here"}""",
            """{"id":"2","lang":"en","text":"Where is my order?","kind":"question","urgency":"normal","source":"there"}""",
        ]);
        var run = await RunAsync(["evaluate", file, "--by", "source"]);
        run.ExitCode.ShouldBe(0, run.Errors);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[..4].ShouldBe(["group", "head", "n", "right"]);
        lines[1..^1].Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..3]).Select(c => string.Join(' ', c)).Order(StringComparer.Ordinal).ShouldBe(
        [
            "en kind 1", "en language 1", "en urgency 1", "en/there kind 1", "en/there language 1", "en/there urgency 1",
            "zh kind 1", "zh language 1", "zh sentiment 1", "zh/here kind 1", "zh/here language 1", "zh/here sentiment 1",
        ]);
        lines[^1].ShouldStartWith("# embedded/");
    }

    [Fact]
    public async Task Without_corrections_the_figures_say_so_and_the_export_is_empty()
    {
        var export = Path.Combine(_folder.Path, "own.jsonl");
        var run = await RunAsync(["evaluate", "--corrections", "--export", export]);
        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.Trim().ShouldStartWith("figure");
        run.Errors.ShouldContain("Too few corrections yet (n=0)");
        (await File.ReadAllTextAsync(export)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_prompt_is_scored_with_the_configured_model()
    {
        await using var model = await FeedbackBot.Tests.Connectors.LanguageModel.LoopbackModel.SayingAsync("this is no answer");
        var run = await RunAsync(
            ["evaluate", "--prompt", "name-themes", $"--FeedbackBot:LanguageModel:Model={FeedbackBot.Tests.Connectors.LanguageModel.LoopbackModel.Model}"],
            ("FeedbackBot__LanguageModel__Endpoint", model.Endpoint));
        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldContain("name-themes");
        model.Requests.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Without_a_model_or_with_an_unknown_prompt_scoring_is_refused_with_the_reason()
    {
        var none = await RunAsync(["evaluate", "--prompt", "name-themes"]);
        none.ExitCode.ShouldBe(1);
        none.Errors.ShouldContain("LanguageModel:Endpoint");

        var unknown = await RunAsync(
            ["evaluate", "--prompt", "sing", "--FeedbackBot:LanguageModel:Model=m"], ("FeedbackBot__LanguageModel__Endpoint", "http://127.0.0.1:9/v1"));
        unknown.ExitCode.ShouldBe(1);
        unknown.Errors.ShouldContain("There is no prompt 'sing'");
    }

    private string CopyOfDialogs()
    {
        var copy = Path.Combine(_folder.Path, "dialogs");
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "dialogs")))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] arguments, (string Name, string Value)? setting = null, string? input = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FeedbackBot.Host.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.Path,
            Environment = { ["FeedbackBot__DataFolder"] = Path.Combine(_folder.Path, "data") },
        };
        if (setting is var (name, value))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input ?? "");
        process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }

        return (process.ExitCode, await output, await errors);
    }
}
