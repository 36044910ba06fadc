using System.Text.RegularExpressions;

namespace FeedbackBot.Tests.House;

/// <summary>Keeps the shape of the house: who may use whom, what may stand where, and how things are called.</summary>
public sealed partial class LadderTests
{
    /// <summary>Top to bottom: a slice uses only slices below it. Storage lies beneath them all.</summary>
    private static readonly string[] Ladder =
        ["Conversations", "Satisfaction", "Surveys", "Webhooks", "Tickets", "Routing", "Outbox", "Messages", "Understanding", "Accounts", "Access", "Storage"];

    /// <summary>Folders that hold no slice: the product's own sentences.</summary>
    private static readonly string[] Beside = ["Texts"];

    private static readonly string[] ForbiddenSuffixes =
        ["Manager", "Helper", "Util", "Utils", "Service", "Processor", "Common", "Shared", "Base", "Impl", "Dto"];

    private static string Product => Path.Combine(Repository.Root, "src", "FeedbackBot");

    [Fact]
    public void Every_folder_of_the_product_is_a_known_slice() =>
        Directory.GetDirectories(Product).Select(d => Path.GetFileName(d)!)
            .Except(["bin", "obj"]).Except(Beside).Order()
            .ShouldBe(Ladder.Order());

    [Fact]
    public void A_slice_uses_only_slices_below_it()
    {
        var faults =
            from file in Repository.SourceFiles("src/FeedbackBot")
            let own = Array.IndexOf(Ladder, Path.GetRelativePath(Product, file).Split(Path.DirectorySeparatorChar)[0])
            where own >= 0
            from Match use in UseOfSlice().Matches(File.ReadAllText(file))
            let used = Array.IndexOf(Ladder, use.Groups[1].Value)
            where used >= 0 && used < own
            select $"{Path.GetRelativePath(Repository.Root, file)} uses {use.Groups[1].Value}";
        faults.ShouldBeEmpty();
    }

    [Fact]
    public void The_product_references_neither_connectors_nor_host() =>
        Repository.SourceFiles("src/FeedbackBot").Where(f => UseOfOutside().IsMatch(File.ReadAllText(f))).ShouldBeEmpty();

    [Fact]
    public void Vendor_packages_stand_in_connectors_only()
    {
        var vendors = new Regex(@"using (Azure|OpenAI|System\.Net\.Mail)\b");
        Repository.SourceFiles("src/FeedbackBot", "src/FeedbackBot.Host").Where(f => vendors.IsMatch(File.ReadAllText(f))).ShouldBeEmpty();
    }

    [Fact]
    public void The_product_saves_in_one_file() =>
        Repository.SourceFiles("src/FeedbackBot", "src/FeedbackBot.Connectors")
            .Where(f => File.ReadAllText(f).Contains("SaveChanges", StringComparison.Ordinal))
            .Select(f => Path.GetFileName(f)!)
            .ShouldBe(["UnitOfWork.cs"]);

    [Fact]
    public void No_type_or_folder_has_a_name_that_says_nothing()
    {
        var types = Repository.SourceFiles("src")
            .SelectMany(f => TypeName().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value));
        var folders = Directory.GetDirectories(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
            .Where(d => !d.Contains("node_modules") && !d.Contains("obj") && !d.Contains("bin") && !d.Contains("wwwroot"))
            .Select(d => Path.GetFileName(d)!);
        types.Concat(folders).Where(name => ForbiddenSuffixes.Any(s => name.EndsWith(s, StringComparison.Ordinal))).Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Program_is_short() =>
        File.ReadAllLines(Path.Combine(Repository.Root, "src", "FeedbackBot.Host", "Program.cs")).Length.ShouldBeLessThanOrEqualTo(60);

    [GeneratedRegex(@"\busing (?:static )?FeedbackBot\.(\w+)|(?<![\w.])(Conversations|Satisfaction|Surveys|Tickets|Routing|Outbox|Messages|Understanding|Accounts|Access)\.[A-Z]\w+\(")]
    private static partial Regex UseOfSlice();

    [GeneratedRegex(@"FeedbackBot\.(Host|Connectors)\b")]
    private static partial Regex UseOfOutside();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum) (\w+)")]
    private static partial Regex TypeName();
}
