using FeedbackBot.Host.Settings;

namespace FeedbackBot.Tests.House;

public sealed class DataFolderTests
{
    [Fact]
    public void A_data_folder_made_by_the_program_is_its_owners_alone()
    {
        using var folder = new TemporaryFolder();
        var made = new DataFolder(Path.Combine(folder.Path, "data")).Root;
        Directory.Exists(made).ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(made).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
