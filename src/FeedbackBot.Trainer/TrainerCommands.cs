using System.CommandLine;

namespace FeedbackBot.Trainer;

/// <summary>What can be asked of the trainer on the command line.</summary>
internal static class TrainerCommands
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Trains the model of FeedbackBot's embedded reader from labelled messages. The same data give the same file.");
        var data = new Option<string?>("--data") { Description = "Folder of openly licensed text, one folder a source; without it only our own messages are used." };
        var labels = LabelsOption();
        var output = new Option<string?>("--out") { Description = "The model file to write." };
        var add = new Option<string[]>("--add") { Description = "Files of a site's own corrected messages (evaluate --export writes them)." };
        var withoutAmber = new Option<bool>("--without-amber") { Description = "Leave out sources whose licence is not stated by everybody who would have to." };
        var card = new Option<string?>("--card") { Description = "The model card whose figures are to be replaced." };
        var than = new Option<string?>("--better-than") { Description = "Write only if better than this model on the held-back corrections." };
        foreach (var option in new Option[] { data, labels, output, add, withoutAmber, card, than }) root.Options.Add(option);
        root.SetAction(parsed =>
        {
            var given = new TrainingRun(
                parsed.GetValue(data), parsed.GetValue(labels)!, parsed.GetValue(output), parsed.GetValue(add) ?? [], parsed.GetValue(withoutAmber),
                parsed.GetValue(card), parsed.GetValue(than));
            return given.Run(Console.Out, Console.Error);
        });
        root.Subcommands.Add(LabelsCommand());
        return root;
    }

    private static Command LabelsCommand()
    {
        var command = new Command("labels", "Reports on our own labelled messages: how many, how various, and how far two labellers agree.");
        var labels = LabelsOption();
        command.Options.Add(labels);
        command.SetAction(parsed => LabelReport.Print(parsed.GetValue(labels)!, Console.Out));
        return command;
    }

    private static Option<string> LabelsOption() => new("--labels")
    {
        Description = "Folder of our own labelled messages.",
        DefaultValueFactory = _ => Path.Combine("src", "FeedbackBot.Trainer", "Labels"),
    };
}
