using System.Text.RegularExpressions;

namespace FeedbackBot.Tests.House;

/// <summary>Documents rot when nothing checks them: every path they name exists.</summary>
public sealed partial class DocsTests
{
    public static TheoryData<string> Documents() => new(
        Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Append(Path.Combine(Repository.Root, "README.md"))
            .Select(f => Path.GetRelativePath(Repository.Root, f)));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_path_named_in_a_document_exists(string document)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, document));
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        var named = Quoted().Matches(text).Select(m => Path.Combine(Repository.Root, m.Groups[1].Value));
        var linked = Link().Matches(text).Select(m => Path.GetFullPath(m.Groups[1].Value, folder));
        named.Concat(linked).Where(path => !File.Exists(path) && !Directory.Exists(path)).ShouldBeEmpty();
    }

    [Fact]
    public void The_readme_names_every_section_of_settings()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        FeedbackBot.Host.Settings.SettingsSetup.Sections.Keys.Where(s => s.Length > 0 && !readme.Contains(s, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [GeneratedRegex(@"`((?:src|tests|dialogs|prompts|docs|\.ci)/[\w./-]*[\w-])/?`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\]\((?!https?:|#|/)([^)#\s]+)")]
    private static partial Regex Link();
}
